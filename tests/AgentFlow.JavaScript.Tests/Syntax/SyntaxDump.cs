using System.Collections;
using System.Globalization;
using System.Text;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Syntax;

/// <summary>Writes a tree as text without positions, so that two ways to write one program can be compared.</summary>
internal static class SyntaxDump
{
    public static string Of(string code, ParserOptions? options = null) => Of(Parser.Parse(new SourceText(code), options ?? ParserOptions.ModelCode));

    public static string Of(Program program)
    {
        var text = new StringBuilder();
        foreach (var statement in program.Body.Where(static s => s is not EmptyStatement))
            Write(statement, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append(" -");
                break;
            case string name:
                text.Append(" '").Append(name).Append('\'');
                break;
            case IEnumerable list:
                text.Append(" [");
                foreach (var item in list)
                    Write(item, text);
                text.Append(']');
                break;
            case Node node:
                text.Append(" (").Append(node.Kind);
                foreach (var property in node.GetType().GetProperties().Where(static p => p.Name is not ("Kind" or "Start" or "End" or "Parenthesized")))
                    Write(property.GetValue(node), text);
                text.Append(')');
                break;
            default:
                text.Append(' ').Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
