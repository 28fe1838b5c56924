using Jint;
using Jint.Parser;
using Jint.Runtime;

namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>Runs ES5 programs in Jint 2, the last of its line that needs no package beside it.</summary>
internal static class JintRunner
{
    /// <summary>What a program returns, run as the body of a strict function; or the words in which Jint refused it.</summary>
    public static string Run(string program)
    {
        try
        {
            var engine = new Engine(static options => options.Strict().LimitRecursion(500));
            return engine.Execute($"(function () {{ 'use strict';\n{program}\n}})()").GetCompletionValue().ToString();
        }
        catch (Exception error) when (error is ParserException or JavaScriptException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }
}
