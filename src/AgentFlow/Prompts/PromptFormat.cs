namespace AgentFlow.Prompts;

/// <summary>How variables are written in a template.</summary>
public enum PromptFormat
{
    /// <summary><c>{name}</c> and <c>{price:F2}</c>; <c>{{</c> and <c>}}</c> are literal braces. Names have no dots, as there is nothing to look into.</summary>
    FString,

    /// <summary><c>{{name}}</c>, <c>{{person.name}}</c>, sections, partials: the mustache specification, less its HTML escaping.</summary>
    Mustache,
}
