using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SQLitePCL;

namespace AgentFlow.Sqlite.Questions;

/// <summary>Values between JSON and SQLite: those of a statement's parameters, and those of its rows.</summary>
internal static class JsonRows
{
    /// <summary>The largest whole number up to which JSON's readers tell each from the next.</summary>
    private const long MaxExact = (1L << 53) - 1;

    /// <exception cref="SqlRefusedException">A value is none that a parameter can have.</exception>
    public static void Bind(sqlite3_stmt statement, IReadOnlyList<JsonNode?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var code = parameters[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                JsonValue value when value.TryGetValue<bool>(out var flag) => raw.sqlite3_bind_int(statement, i + 1, flag ? 1 : 0),
                JsonValue value when value.TryGetValue<string>(out var text) => BindText(statement, i + 1, text),
                JsonValue value when AsNumber(value) is { } number => number is >= -MaxExact and <= MaxExact && Math.Truncate(number) == number
                    ? raw.sqlite3_bind_int64(statement, i + 1, (long)number)
                    : raw.sqlite3_bind_double(statement, i + 1, number),
                _ => throw new SqlRefusedException($"value {i + 1} is a list or an object. Give a text, a number, true, false or null."),
            };
            if (code != raw.SQLITE_OK)
                throw new SqlRefusedException($"value {i + 1} is too long.");
        }
    }

    /// <summary>The value of a cell, and about how many characters it has as JSON.</summary>
    public static (JsonNode? Value, int Length) Cell(sqlite3_stmt statement, int column)
    {
        switch (raw.sqlite3_column_type(statement, column))
        {
            case raw.SQLITE_NULL:
                return (null, 4);
            case raw.SQLITE_INTEGER:
                var whole = raw.sqlite3_column_int64(statement, column);
                return (whole is >= -MaxExact and <= MaxExact ? whole : whole.ToString(CultureInfo.InvariantCulture), 20);
            case raw.SQLITE_FLOAT:
                var number = raw.sqlite3_column_double(statement, column);
                return (double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture), 20);
            case raw.SQLITE_BLOB:
                return ($"({raw.sqlite3_column_bytes(statement, column)} bytes)", 20);
            default:
                var text = Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));
                return (text, text.Length);
        }
    }

    /// <summary>The driver takes no bytes at all for NULL.</summary>
    private static int BindText(sqlite3_stmt statement, int index, string text) =>
        text.Length == 0 ? raw.sqlite3_bind_text(statement, index, text) : raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text));

    private static double? AsNumber(JsonValue value) => double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
