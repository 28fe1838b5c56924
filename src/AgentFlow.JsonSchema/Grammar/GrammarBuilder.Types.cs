using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Grammar;

internal sealed partial class GrammarBuilder
{
    private const int MaxListed = 1_000;

    private Expression String(JsonElement schema, string pointer)
    {
        var (min, max) = (Count(schema, "minLength") ?? 0, Count(schema, "maxLength"));
        if (!schema.TryGetProperty("pattern", out var pattern))
            return min == 0 && max is null ? AnyString() : max < min ? Expression.Nothing : Quoted(new Repeat(AnyCharacter(), min, max));
        if (min > 0 || max is not null)
            throw new SchemaGrammarException(pointer, "pattern",
                "beside limits of the length. Say the length in the pattern, as in '^[a-z]{2,8}$'.");
        try
        {
            return Quoted(PatternExpressions.Parse(pattern.GetString()!));
        }
        catch (FormatException exception)
        {
            throw new SchemaGrammarException(pointer, "pattern", $"{exception.Message} Simplify the pattern.");
        }
    }

    private Expression Number(JsonElement schema, bool isInteger, string pointer)
    {
        var (min, minIsOut) = Limit(schema, "minimum", "exclusiveMinimum", isLower: true, pointer);
        var (max, maxIsOut) = Limit(schema, "maximum", "exclusiveMaximum", isLower: false, pointer);
        if (!isInteger && !schema.TryGetProperty("multipleOf", out _))
            return min is null && max is null ? NumberExpressions.Any : Decimals(min, minIsOut, max, maxIsOut, pointer);
        var from = min is { } low ? Ceiling(low) + (minIsOut && IsWhole(low) ? 1 : 0) : (BigInteger?)null;
        var to = max is { } high ? Floor(high) - (maxIsOut && IsWhole(high) ? 1 : 0) : (BigInteger?)null;
        if (to < from)
            return Expression.Nothing;
        if (!schema.TryGetProperty("multipleOf", out var divisor) || (divisor.TryGetDecimal(out var one) && one == 1 && isInteger))
            return NumberExpressions.Integers(from, to);
        return Multiples(divisor, isInteger, from, to, pointer);
    }

    private static Choice Multiples(JsonElement divisor, bool isInteger, BigInteger? from, BigInteger? to, string pointer)
    {
        if (!isInteger || !divisor.TryGetDecimal(out var step) || !IsWhole(step))
            throw new SchemaGrammarException(pointer, "multipleOf", "of numbers with a fraction. Use whole numbers of type 'integer'.");
        var by = new BigInteger(step);
        if (from is not { } low || to is not { } high || (high - low) / by > MaxListed)
            throw new SchemaGrammarException(pointer, "multipleOf",
                $"without limits that leave at most {MaxListed} values. Set 'minimum' and 'maximum'.");
        var multiples = new List<Expression>();
        var first = low + (((-low % by) + by) % by);
        for (var value = first; value <= high; value += by)
            multiples.Add(new Literal(value.ToString(CultureInfo.InvariantCulture)));
        return new Choice([.. multiples]);
    }

    private Expression Decimals(decimal? min, bool minIsOut, decimal? max, bool maxIsOut, string pointer)
    {
        if (min is { } low && !IsWhole(low))
        {
            (min, minIsOut) = (decimal.Ceiling(low), false);
            Narrow(pointer, "minimum", $"The limit became {min}, the whole number above {low}.");
        }
        if (max is { } high && !IsWhole(high))
        {
            (max, maxIsOut) = (decimal.Floor(high), false);
            Narrow(pointer, "maximum", $"The limit became {max}, the whole number below {high}.");
        }
        Narrow(pointer, "type", "Numbers with limits are written without exponents.");
        return max < min ? Expression.Nothing
            : NumberExpressions.Decimals(min is null ? null : new BigInteger(min.Value), minIsOut, max is null ? null
                : new BigInteger(max.Value), maxIsOut);
    }

    private static (decimal? Limit, bool IsOut) Limit(JsonElement schema, string name, string outName, bool isLower, string pointer)
    {
        decimal? limit = Read(schema, name, pointer), outLimit = Read(schema, outName, pointer);
        var isOutTighter = outLimit is not null && (limit is null || (isLower ? outLimit >= limit : outLimit <= limit));
        return isOutTighter ? (outLimit, true) : (limit, false);
    }

    private static decimal? Read(JsonElement schema, string name, string pointer)
    {
        if (!schema.TryGetProperty(name, out var value))
            return null;
        // Beyond 28 digits a decimal would round, and a rounded limit is another limit.
        return value.GetRawText().Length <= 28 && value.TryGetDecimal(out var number)
            && !value.GetRawText().AsSpan().ContainsAny('e', 'E') ? number
            : throw new SchemaGrammarException(pointer, name, "of this size. Use a limit of at most 28 digits, without an exponent.");
    }

    private static bool IsWhole(decimal value) => decimal.Truncate(value) == value;

    private static BigInteger Ceiling(decimal value) => new(decimal.Ceiling(value));

    private static BigInteger Floor(decimal value) => new(decimal.Floor(value));

    private Expression Array(JsonElement schema, string pointer)
    {
        var (min, max) = (Count(schema, "minItems") ?? 0, Count(schema, "maxItems"));
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True && max is not <= 1)
        {
            max = 1;
            Narrow(pointer, "uniqueItems", "Arrays have one item at most, since a grammar cannot compare items.");
        }
        if (schema.TryGetProperty("prefixItems", out _))
            throw new SchemaGrammarException(pointer, "prefixItems", "not supported yet. Use an object with a property for each place.");
        if (max < min)
            return Expression.Nothing;
        var item = schema.TryGetProperty("items", out var items) ? Schema(items, pointer + "/items") : Value();
        return new Sequence([new Literal("["), List(item, min, max), new Literal("]")]);
    }

    private Expression Object(JsonElement schema, string pointer)
    {
        var additional = schema.TryGetProperty("additionalProperties", out var extra) ? extra : default;
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!).Distinct().ToList() : [];
        var properties = new List<(string Name, Expression Value)>();
        if (schema.TryGetProperty("properties", out var listed))
            properties.AddRange(listed.EnumerateObject().Select(property =>
                (property.Name, Schema(property.Value, $"{pointer}/properties/{property.Name}"))));
        var others = additional.ValueKind == JsonValueKind.Undefined ? Value() : Schema(additional, pointer + "/additionalProperties");
        properties.AddRange(required.Where(name => !properties.Exists(property => property.Name == name)).Select(name =>
            (name, others)).ToArray());
        var (min, max) = (Count(schema, "minProperties") ?? 0, Count(schema, "maxProperties"));
        if (properties.Count == 0)
            return Map(others, min, max, pointer);
        if (min > required.Count || max < properties.Count)
            throw new SchemaGrammarException(pointer, min > required.Count ? "minProperties" : "maxProperties",
                "beside optional properties. Use 'required'.");
        if (additional.ValueKind != JsonValueKind.False)
            Narrow(pointer, "additionalProperties", "Objects have the listed properties only.");
        return Members(properties, required);
    }

    private Expression Map(Expression value, int min, int? max, string pointer)
    {
        if (max < min)
            return Expression.Nothing;
        if (min > 1 || max > 1)
            throw new SchemaGrammarException(pointer, min > 1 ? "minProperties" : "maxProperties",
                "of names that are free, since a grammar cannot tell whether they repeat.");
        return new Sequence([new Literal("{"), List(new Sequence([AnyString(), Colon, value]), min, max), new Literal("}")]);
    }

    // In the order of the schema. The rule of a property is what may follow when one has been written before it.
    private Sequence Members(List<(string Name, Expression Value)> properties, List<string> required)
    {
        var starts = new List<Expression>();
        Expression after = Expression.Empty;
        var allOptional = true;
        for (var i = properties.Count - 1; i >= 0; i--)
        {
            var (name, value) = properties[i];
            var member = new Sequence([JsonExpressions.Spaced(JsonExpressions.Quote(name) + ":"), value]);
            var isRequired = required.Contains(name);
            if (isRequired)
            {
                starts.Clear();
                allOptional = false;
            }
            starts.Insert(0, new Sequence([member, after]));
            var follow = new Sequence([Comma, member]);
            var rule = Reserve("rest");
            _rules[rule] = new Sequence([isRequired ? follow : Expression.Optional(follow), after]);
            after = new Call(rule);
        }
        if (allOptional)
            starts.Add(Expression.Empty);
        return new Sequence([new Literal("{"), new Choice([.. starts]), new Literal("}")]);
    }

    private static int? Count(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) ? (int)Math.Min(value.GetDecimal(), int.MaxValue) : null;
}
