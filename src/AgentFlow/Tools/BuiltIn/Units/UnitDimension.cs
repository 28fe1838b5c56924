namespace AgentFlow.Tools;

/// <summary>What a unit measures. Only units of one dimension convert into each other.</summary>
internal enum UnitDimension
{
    Length,
    Mass,
    Temperature,
    Volume,
    Area,
    Speed,
    Time,
    Data,
    Pressure,
    Energy,
    Power,
    Force,
    Angle,
    FuelEconomy,
    Frequency,
}
