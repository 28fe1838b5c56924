using AgentFlow.Cli;

return await CommandLine.RunAsync(args, CliConsole.Create());
