using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Unit conversion that a model can call: 175 units of 15 kinds, from exact factors.</summary>
public static class UnitConversionTool
{
    /// <summary>The tool <c>convert_unit</c>, which gives a value in another unit of the same kind.</summary>
    public static AIFunction Create() => Tool.Create(Convert, "convert_unit");

    [ToolEffect(ToolEffect.Pure)]
    [Description("""
        Convert a value from one unit of measurement to another: length and distance, mass and weight, temperature, volume, area, speed, time, data size,
        pressure, energy, power, force, angle, fuel consumption, frequency. Example: 26.2 from 'miles' to 'km' gives 42.164813 km.
        """)]
    private static string Convert(
        [Description("The number to convert, such as 26.2.")] double value,
        [Description("""
            The unit of the value: a name or symbol such as 'mile', 'kg', 'celsius', 'cups', 'gal', 'gal_uk' (imperial), 'sq ft', 'mph', 'GB', 'mpg'.
            A 'ton' is the US one, a 'tonne' 1000 kg.
            """)]
        string from,
        [Description("The unit to convert to: a name or symbol such as 'km', 'pounds', 'fahrenheit', 'litres', 'm²', 'km/h', 'GiB', 'l/100km'.")] string to)
    {
        var (source, target) = UnitCatalog.Pair(from ?? string.Empty, to ?? string.Empty);
        return UnitConversion.Convert(value, source, target) + Reading(from!, source) + Reading(to!, target);
    }

    /// <summary>Says which unit was taken where the spelling alone would have meant another.</summary>
    private static string Reading(string spelling, Unit unit) =>
        UnitCatalog.Find(spelling)[0] == unit ? string.Empty : $" ('{spelling.Trim()}' read as {unit.Name})";
}
