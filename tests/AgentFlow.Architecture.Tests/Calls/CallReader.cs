using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace AgentFlow.Architecture.Tests.Calls;

/// <summary>
/// Reads every call out of an assembly's IL and finds its line in the symbols. IL knows a task's Result from any other Result, and
/// which overload was meant; source text does not.
/// </summary>
internal sealed class CallReader : IDisposable
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    private readonly Assembly _assembly;
    private readonly string _folder;
    private readonly MetadataReaderProvider _symbols;

    /// <summary>Reads an assembly whose sources stand in <paramref name="folder"/>, relative to the repository.</summary>
    public CallReader(Assembly assembly, string folder)
    {
        _assembly = assembly;
        _folder = folder;
        _symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
    }

    /// <summary>The calls that somebody wrote; those of generated code, and those that the compiler adds, have no line and are left out.</summary>
    public IEnumerable<Call> Read() =>
        _assembly.GetTypes().SelectMany(t => t.GetMethods(Everything).Concat<MethodBase>(t.GetConstructors(Everything))).SelectMany(ReadMethod);

    public void Dispose() => _symbols.Dispose();

    private IEnumerable<Call> ReadMethod(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var points = PointsOf(method);
        MethodBase? previous = null;
        foreach (var (offset, target) in TargetsOf(method, il))
        {
            var point = points.LastOrDefault(p => p.Offset <= offset);
            if (point.StartLine > 0 && SourceFile(point.Document) is { } file)
                yield return new() { Target = target, Previous = previous, File = file, FirstLine = point.StartLine, LastLine = point.EndLine };
            previous = target;
        }
    }

    private static IEnumerable<(int Offset, MethodBase Target)> TargetsOf(MethodBase method, byte[] il)
    {
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < il.Length;)
        {
            var start = at;
            var code = il[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | il[at + 1])] : OpCodesByValue[il[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(il, at), typeArguments, methodArguments) is { } target)
                yield return (start, target);
            at += code.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(il, at)) : SizeOf(code.OperandType);
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    /// <summary>Hidden points are left out: the rest of a statement behind an await has one, and belongs to the statement's line.</summary>
    private List<SequencePoint> PointsOf(MethodBase method)
    {
        var handle = MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xFFFFFF);
        return [.. _symbols.GetMetadataReader().GetMethodDebugInformation(handle).GetSequencePoints().Where(p => !p.IsHidden)];
    }

    /// <summary>The file relative to the repository, wherever the compiler saw it; null for one that is not the project's own.</summary>
    private string? SourceFile(DocumentHandle document)
    {
        var reader = _symbols.GetMetadataReader();
        var path = reader.GetString(reader.GetDocument(document).Name).Replace('\\', '/');
        var start = path.LastIndexOf($"/{_folder}/", StringComparison.Ordinal);
        return start < 0 || path.Contains("/obj/", StringComparison.Ordinal) ? null : path[(start + 1)..];
    }
}
