using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Generates the code of one function. The parts: Prologue, Variables, Statements, Loops, Exits, Try, Expressions, Conditions, Chains, Assignments, Patterns, Literals, Classes, Generators.</summary>
/// <remarks>
/// <para>
/// An expression is generated in one of four ways, by what its user needs: <c>Into</c> a given register, as an <c>Operand</c> in whatever register it
/// already is or gets, for its <c>Effect</c> only, or as a <c>Condition</c> that jumps.
/// </para>
/// <para>
/// <b>The rule of targets</b>: <c>Into</c> writes a register that holds a variable only as the last thing, after everything that may throw or read the
/// variable. What builds its value in several steps does so in <c>Scratch(target)</c>.
/// </para>
/// </remarks>
internal sealed partial class FunctionCompiler
{
    private const int CalleeRegister = 0;
    private const int ThisRegister = 1;
    private const int FirstParameter = 2;

    private readonly FunctionRequest _request;
    private readonly SourceText _source;
    private readonly ScopeTree _tree;
    private readonly FunctionScope _function;
    private readonly CodeWriter _writer;
    private readonly RegisterFile _registers;
    private readonly List<FunctionRequest> _inner = [];
    private readonly bool _wide;
    private readonly bool _isAsync;
    private readonly bool _isGenerator;
    private Scope _scope;

    public FunctionCompiler(FunctionRequest request, SourceText source, ScopeTree tree, bool wide)
    {
        _request = request;
        _source = source;
        _tree = tree;
        _wide = wide;
        _function = request.Function;
        _scope = _function.Parameters;
        _writer = new CodeWriter(request.Text.Start);
        _isAsync = request.Node is FunctionNode { IsAsync: true } || _function.Kind == CodeKind.Program;
        _isGenerator = request.Node is FunctionNode { IsGenerator: true };
        _registers = new RegisterFile(FirstParameter + ParameterCount, request.Text.Start);
    }

    private int ParameterCount => _request.Node switch
    {
        FunctionNode { Parameters: [.., RestElement] and var parameters } => parameters.Length - 1,
        FunctionNode { Parameters: var parameters } => parameters.Length,
        _ => 0,
    };

    public CodeBlock Compile(out List<FunctionRequest> inner)
    {
        switch (_request.Part)
        {
            case FunctionPart.Program:
                CompileProgram((Program)_request.Node);
                break;
            case FunctionPart.Function:
                CompileFunction((FunctionNode)_request.Node);
                break;
            case FunctionPart.DefaultConstructor:
                CompileDefaultConstructor((ClassNode)_request.Node);
                break;
            case FunctionPart.Fields:
                CompileFields((ClassNode)_request.Node);
                break;
            default:
                CompileStatics((ClassNode)_request.Node);
                break;
        }

        inner = _inner;

        return Finish();
    }

    private CodeBlock Finish()
    {
        var functions = new CodeBlock[_inner.Count];
        foreach (var request in _inner)
            request.Target = functions;

        var node = _request.Node as FunctionNode;

        return new CodeBlock
        {
            Kind = CodeKindOfRequest,
            Flags = Flags,
            Name = _request.Name,
            Length = node?.ExpectedArguments ?? 0,
            ParameterCount = ParameterCount,
            RegisterCount = _registers.Count,
            Instructions = _writer.Instructions,
            Constants = _writer.Constants,
            Names = _writer.Names,
            CacheNames = _writer.CacheNames,
            ObjectLiterals = _writer.ObjectLiterals,
            Templates = [.. _writer.Templates],
            Functions = functions,
            Captures = _request.Captures,
            Handlers = [.. _writer.Handlers],
            Positions = _writer.Positions,
            Source = _source,
            Start = _request.Text.Start,
            End = _request.Text.End,
            ExportsDefault = _request.Node is Program { ExportsDefault: true },
        };
    }

    private CodeKind CodeKindOfRequest => _request switch
    {
        { Part: FunctionPart.DefaultConstructor, Node: ClassNode { SuperClass: null } } => CodeKind.ClassConstructor,
        { Part: FunctionPart.DefaultConstructor } => CodeKind.DerivedConstructor,
        _ => _function.Kind,
    };

    private CodeFlags Flags
    {
        get
        {
            var flags = CodeFlags.None;
            if (_isAsync)
                flags |= CodeFlags.Async;

            if (_isGenerator)
                flags |= CodeFlags.Generator;

            var rest = _request.Node is FunctionNode { Parameters: [.., RestElement] };
            var arguments = _request.Node is FunctionNode && _function.UsesArguments;
            if (rest || arguments || CodeKindOfRequest == CodeKind.DerivedConstructor && _request.Part == FunctionPart.DefaultConstructor)
                flags |= CodeFlags.NeedsArguments;

            return flags;
        }
    }

    private void Emit(Opcode op, int a = 0, int b = 0, int c = 0) => _writer.Emit(op, a, b, c);

    private void Jump(Label target) => _writer.Jump(Opcode.Jump, 0, target);

    private void Jump(Opcode op, int register, Label target) => _writer.Jump(op, register, target);

    private void Move(int target, int source)
    {
        if (target != source)
            Emit(Opcode.Move, target, source);
    }

    /// <summary>The next instruction belongs to a node.</summary>
    private void At(Node node) => _writer.At(node.Start, node.Start, node.Start);

    /// <summary>The next instruction belongs to an offset; an error of it is about the text of <paramref name="subject"/>.</summary>
    private void At(int offset, Node subject) => _writer.At(offset, subject.Start, subject.End);

    /// <summary>A register to build a value in that then goes to <paramref name="target"/>: the target itself unless it holds a variable.</summary>
    private int Scratch(int target) => _registers.IsVariable(target) ? _registers.Take() : target;
}
