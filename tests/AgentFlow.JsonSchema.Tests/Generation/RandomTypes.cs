using System.Reflection;
using System.Text.Json.Serialization;

namespace AgentFlow.JsonSchema.Tests.Generation;

/// <summary>Builds types out of a few leaves and generic shapes, and values of them.</summary>
internal sealed class RandomTypes(int seed)
{
    private static readonly Type[] Leaves =
    [
        typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(bool), typeof(string), typeof(DateTime), typeof(DateOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Uri), typeof(char), typeof(byte[]), typeof(DayOfWeek), typeof(FileAccess), typeof(int?), typeof(DayOfWeek?), typeof(byte),
        typeof(Version), typeof(Int128), typeof(float), typeof(TimeOnly?), typeof(DateTimeOffset), typeof(Structure), typeof(Structure?),
    ];

    private static readonly Type[] OneOf = [typeof(List<>), typeof(Dictionary<,>), typeof(Chain<>), typeof(Box<>), typeof(Base<>), typeof(Optional<>), typeof(Forest<>)];
    private readonly Random _random = new(seed);

    public Type Type(int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
            return Leaves[_random.Next(Leaves.Length)];
        switch (_random.Next(9))
        {
            case 0: return Type(depth - 1).MakeArrayType();
            case 1: return typeof(Two<,>).MakeGenericType(Type(depth - 1), Type(depth - 1));
            default:
                var shape = OneOf[_random.Next(OneOf.Length)];
                var inner = Type(depth - 1);
                return shape == typeof(Dictionary<,>) ? shape.MakeGenericType(typeof(string), inner) : shape.MakeGenericType(inner);
        }
    }

    public object? Value(Type type, int depth = 6)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return _random.Next(3) == 0 ? null : Value(underlying, depth);
        if (type.IsEnum)
            return type == typeof(FileAccess) ? FileAccess.ReadWrite : Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        if (type.IsArray && type != typeof(byte[]))
            return Array(type.GetElementType()!, depth);
        if (!type.IsGenericType)
            return Leaf(type, depth);
        return type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, Array(type.GetGenericArguments()[0], depth))
            : type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? Map(type, depth)
            : Construct(type, depth);
    }

    private Array Array(Type element, int depth)
    {
        var items = System.Array.CreateInstance(element, depth <= 0 ? 0 : _random.Next(3));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(element, depth - 1), i);
        return items;
    }

    private object Map(Type type, int depth)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
        for (var i = depth <= 0 ? 0 : _random.Next(3); i > 0; i--)
            map[Text()] = Value(type.GetGenericArguments()[1], depth - 1);
        return map;
    }

    private object Construct(Type type, int depth)
    {
        if (type.GetGenericTypeDefinition() == typeof(Base<>))
        {
            Type[] kinds = [typeof(Base<>), typeof(Left<>), typeof(Right<>)];
            type = kinds[_random.Next(3)].MakeGenericType(type.GetGenericArguments());
        }
        var constructor = type.GetConstructors()[0];
        var nullability = new NullabilityInfoContext();
        var arguments = constructor.GetParameters().Select(parameter =>
        {
            var mayBeNull = nullability.Create(parameter).WriteState == NullabilityState.Nullable && !parameter.ParameterType.IsValueType;
            return mayBeNull && (depth <= 0 || _random.Next(2) == 0) ? null : Value(parameter.ParameterType, depth - 1);
        });
        return constructor.Invoke([.. arguments]);
    }

    private object Leaf(Type type, int depth) => type switch
    {
        _ when type == typeof(int) => _random.Next(int.MinValue, int.MaxValue),
        _ when type == typeof(long) => _random.NextInt64(long.MinValue, long.MaxValue),
        _ when type == typeof(byte) => (byte)_random.Next(256),
        _ when type == typeof(Int128) => Int128.MaxValue / _random.Next(1, 99),
        _ when type == typeof(double) => (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-300, 300)),
        _ when type == typeof(float) => _random.NextSingle(),
        _ when type == typeof(decimal) => (decimal)_random.NextDouble() * 1000,
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(string) => Text(),
        _ when type == typeof(char) => (char)_random.Next('a', 'z'),
        _ when type == typeof(Guid) => new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        _ when type == typeof(Uri) => new Uri($"https://example.com/{_random.Next()}"),
        _ when type == typeof(Version) => new Version(1, _random.Next(9)),
        _ when type == typeof(byte[]) => new byte[_random.Next(5)],
        _ when type == typeof(TimeSpan) => new TimeSpan(_random.NextInt64(-1_000_000_000_000_000, 1_000_000_000_000_000)),
        _ when type == typeof(DateTime) => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(_random.NextInt64(1_000_000_000_000_000, DateTime.MaxValue.Ticks), TimeSpan.FromHours(1)),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(_random.Next(3_000_000)),
        _ when type == typeof(TimeOnly) => new TimeOnly(_random.NextInt64(TimeOnly.MaxValue.Ticks)),
        _ when type == typeof(Structure) => new Structure(_random.Next(), _random.Next(2) == 0 ? Text() : null),
        _ => throw new InvalidOperationException($"No value is known for '{type}' at depth {depth}."),
    };

    private string Text() => new([.. Enumerable.Range(0, _random.Next(6)).Select(_ => "ab \"\\\n€é<&"[_random.Next(10)])]);

    public readonly record struct Structure(int Number, string? Text);

    public sealed record Box<T>([property: JsonPropertyName("in side")] T Inside, string? Label = "none");

    public sealed record Two<T, TOther>(T First, TOther Second);

    public sealed record Chain<T>(T Item, Chain<T>? Next);

    public sealed record Forest<T>(List<Forest<T>> Trees, T Root, Box<T>? Also);

    public sealed record Optional<T>([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Maybe, List<string> Names, T Item)
    {
        public int Count => Names.Count;
    }

    public record Base<T>(T Item);

    public sealed record Left<T>(T Item, int Extra) : Base<T>(Item);

    public sealed record Right<T>(T Item, Base<T>? Other) : Base<T>(Item);
}
