using System.Diagnostics;
using System.Text;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

/// <summary>The other engine that answers are compared with, where it is installed.</summary>
internal static class Node
{
    /// <summary>What a program writes, or null when there is no node here.</summary>
    public static string? Run(string script)
    {
        try
        {
            var start = new ProcessStartInfo("node", ["-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false) };
            start.Environment["TZ"] = "UTC";
            using var process = Process.Start(start)!;
            process.StandardInput.Write(script);
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
