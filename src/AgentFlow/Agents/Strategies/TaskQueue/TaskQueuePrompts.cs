using AgentFlow.Prompts;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Every text that a task-queue agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record TaskQueuePrompts
{
    private static readonly (string Name, Func<TaskQueuePrompts, PromptTemplate> Get)[] All =
    [
        ("task-queue.begin", static p => p.Begin),
        ("task-queue.execute", static p => p.Execute),
        ("task-queue.create", static p => p.Create),
        ("task-queue.order", static p => p.Order),
        ("task-queue.answer", static p => p.Answer),
        ("task-queue.result", static p => p.Result),
        ("task-queue.cut", static p => p.Cut),
        ("task-queue.none", static p => p.None),
    ];

    /// <summary>The built-in texts.</summary>
    public TaskQueuePrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public TaskQueuePrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Begin = library.TemplateOf("task-queue.begin");
        Execute = library.TemplateOf("task-queue.execute");
        Create = library.TemplateOf("task-queue.create");
        Order = library.TemplateOf("task-queue.order");
        Answer = library.TemplateOf("task-queue.answer");
        Result = library.TemplateOf("task-queue.result");
        Cut = library.TemplateOf("task-queue.cut");
        None = library.TemplateOf("task-queue.none");
    }

    /// <summary>Asks for the first tasks. Placeholders: <c>{objective}</c>, <c>{max_tasks}</c> (how many the queue may ever have).</summary>
    /// <value><c>task-queue.begin</c>.</value>
    public PromptTemplate Begin { get; init; }

    /// <summary>Asks to carry out a task. Placeholders: <c>{objective}</c>, <c>{task}</c>, <c>{results}</c> (one <see cref="Result"/> for each task that is done).</summary>
    /// <value><c>task-queue.execute</c>.</value>
    public PromptTemplate Execute { get; init; }

    /// <summary>Asks for new tasks. Placeholders: <c>{objective}</c>, <c>{task}</c> (the newest that was done), <c>{result}</c> (its result), <c>{done}</c> (a line for each task), <c>{open}</c> (a line for each task).</summary>
    /// <value><c>task-queue.create</c>.</value>
    public PromptTemplate Create { get; init; }

    /// <summary>Asks for the order of the open tasks. Placeholders: <c>{objective}</c>, <c>{done}</c> (a line for each task), <c>{open}</c> (a line for each task, with its number).</summary>
    /// <value><c>task-queue.order</c>.</value>
    public PromptTemplate Order { get; init; }

    /// <summary>Asks for the answer. Placeholders: <c>{objective}</c>, <c>{results}</c> (one <see cref="Result"/> for each task that is done), <c>{open}</c> (tasks that were not done, a line for each).</summary>
    /// <value><c>task-queue.answer</c>.</value>
    public PromptTemplate Answer { get; init; }

    /// <summary>A task and its result. Placeholders: <c>{number}</c>, <c>{task}</c>, <c>{result}</c>.</summary>
    /// <value><c>task-queue.result</c>.</value>
    public PromptTemplate Result { get; init; }

    /// <summary>Follows a result that is too long to be shown whole. Placeholders: <c>{shown}</c> (characters), <c>{length}</c> (characters in all).</summary>
    /// <value><c>task-queue.cut</c>.</value>
    public PromptTemplate Cut { get; init; }

    /// <summary>Stands where a list or a result is empty.</summary>
    /// <value><c>task-queue.none</c>.</value>
    public PromptTemplate None { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
