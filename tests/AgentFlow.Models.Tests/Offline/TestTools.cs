using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

/// <summary>Tools of the kind that the examples have; they compute nothing, results are given by the tests.</summary>
internal static class TestTools
{
    public static AITool Calculate { get; } = AIFunctionFactory.Create(
        ([Description("The expression, for example 2 * (3 + 4) or 18% of 2450.")] string expression) => expression,
        "calculate", "Evaluates an arithmetic expression. Percentages such as 18% of 2450 work.");

    public static AITool ConvertUnit { get; } = AIFunctionFactory.Create(
        ([Description("The amount to convert.")] double value, [Description("The unit to convert from, such as mi or kg.")] string from,
            [Description("The unit to convert to, such as km or lb.")] string to) =>
            value.ToString(CultureInfo.InvariantCulture) + from + to,
        "convert_unit", "Converts a value from one unit of measurement to another.");

    public static AITool Now { get; } = AIFunctionFactory.Create(
        ([Description("An IANA time zone, UTC when left out.")] string? timeZone = null) =>
            timeZone, "now", "Gives the current date and time.");

    public static AITool AddNote { get; } = AIFunctionFactory.Create(
        ([Description("The text of the note.")] string text) => text, "add_note", "Saves a note, so that it can be remembered later.");

    public static AITool ListNotes { get; } = AIFunctionFactory.Create(() => "", "list_notes", "Lists all saved notes.");

    public static AITool FindNotes { get; } = AIFunctionFactory.Create(
        ([Description("Words to look for.")] string query) => query, "find_notes", "Searches the saved notes for words.");

    public static AITool Weather { get; } = AIFunctionFactory.Create(
        ([Description("The city.")] string city, [Description("The number of days ahead.")] int days = 1) =>
            city + days, "get_weather", "Gets the weather forecast for a city.");

    /// <summary>All of them, as a bot would offer them.</summary>
    public static IList<AITool> All { get; } = [Calculate, ConvertUnit, Now, AddNote, ListNotes, FindNotes];
}
