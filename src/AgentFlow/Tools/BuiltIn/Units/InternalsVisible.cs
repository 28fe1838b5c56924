using System.Runtime.CompilerServices;

// The unit table is no public API, and its tests ask of every spelling in it what only the table can tell.
[assembly: InternalsVisibleTo("AgentFlow.Tests")]
