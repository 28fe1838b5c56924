using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

internal sealed class TextTemplate(PromptTemplate template) : ContentTemplate
{
    public override IReadOnlyList<string> InputVariables => template.InputVariables;

    internal override IReadOnlyList<string> Variables => template.Body.All;

    internal override AIContent Render(in PromptValues values) => new TextContent(template.Render(values));
}
