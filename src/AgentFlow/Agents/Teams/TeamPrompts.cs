using AgentFlow.Prompts;

namespace AgentFlow.Agents.Teams;

/// <summary>
/// Every text that teams of agents send to a model, or answer with, of their own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or in a
/// library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record TeamPrompts
{
    private static readonly (string Name, Func<TeamPrompts, PromptTemplate> Get)[] All =
    [
        ("team.supervisor", static p => p.Supervisor),
        ("team.member-line", static p => p.MemberLine),
        ("team.task-parameter", static p => p.TaskParameter),
        ("team.no-budget", static p => p.NoBudget),
        ("team.note-parameter", static p => p.NoteParameter),
        ("team.member-failed", static p => p.MemberFailed),
        ("team.choose", static p => p.Choose),
        ("team.choose-again", static p => p.ChooseAgain),
        ("team.debate-round", static p => p.DebateRound),
        ("team.debate-answer", static p => p.DebateAnswer),
        ("team.debate-judge", static p => p.DebateJudge),
        ("team.chat-turn", static p => p.ChatTurn),
        ("team.chat-line", static p => p.ChatLine),
        ("team.chat-nothing", static p => p.ChatNothing),
        ("team.chat-choose", static p => p.ChatChoose),
        ("team.transfer", static p => p.Transfer),
        ("team.transfer-to", static p => p.TransferTo),
        ("team.transfer-reason", static p => p.TransferReason),
        ("team.transfer-summary", static p => p.TransferSummary),
        ("team.transferred", static p => p.Transferred),
        ("team.take-over", static p => p.TakeOver),
    ];

    /// <summary>The built-in texts.</summary>
    public TeamPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public TeamPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Supervisor = library.TemplateOf("team.supervisor");
        MemberLine = library.TemplateOf("team.member-line");
        TaskParameter = library.TemplateOf("team.task-parameter");
        NoBudget = library.TemplateOf("team.no-budget");
        NoteParameter = library.TemplateOf("team.note-parameter");
        MemberFailed = library.TemplateOf("team.member-failed");
        Choose = library.TemplateOf("team.choose");
        ChooseAgain = library.TemplateOf("team.choose-again");
        DebateRound = library.TemplateOf("team.debate-round");
        DebateAnswer = library.TemplateOf("team.debate-answer");
        DebateJudge = library.TemplateOf("team.debate-judge");
        ChatTurn = library.TemplateOf("team.chat-turn");
        ChatLine = library.TemplateOf("team.chat-line");
        ChatNothing = library.TemplateOf("team.chat-nothing");
        ChatChoose = library.TemplateOf("team.chat-choose");
        Transfer = library.TemplateOf("team.transfer");
        TransferTo = library.TemplateOf("team.transfer-to");
        TransferReason = library.TemplateOf("team.transfer-reason");
        TransferSummary = library.TemplateOf("team.transfer-summary");
        Transferred = library.TemplateOf("team.transferred");
        TakeOver = library.TemplateOf("team.take-over");
    }

    /// <summary>Instructs a supervisor. Placeholder: <c>{members}</c> (a line for each).</summary>
    /// <value><c>team.supervisor</c>.</value>
    public PromptTemplate Supervisor { get; init; }

    /// <summary>A line of <c>{members}</c>. Placeholders: <c>{member}</c>, <c>{description}</c>.</summary>
    /// <value><c>team.member-line</c>.</value>
    public PromptTemplate MemberLine { get; init; }

    /// <summary>Describes the parameter of an agent that is a tool.</summary>
    /// <value><c>team.task-parameter</c>.</value>
    public PromptTemplate TaskParameter { get; init; }

    /// <summary>An agent that was not called because no tokens are left for it. Placeholder: <c>{agent}</c>.</summary>
    /// <value><c>team.no-budget</c>.</value>
    public PromptTemplate NoBudget { get; init; }

    /// <summary>Describes the parameter of a member of a team, which no model fills in.</summary>
    /// <value><c>team.note-parameter</c>.</value>
    public PromptTemplate NoteParameter { get; init; }

    /// <summary>The answer of a team whose member failed; shown to the user. Placeholders: <c>{member}</c>, <c>{error}</c>.</summary>
    /// <value><c>team.member-failed</c>.</value>
    public PromptTemplate MemberFailed { get; init; }

    /// <summary>Asks a router's model which member answers. Placeholders: <c>{members}</c>, <c>{none}</c> (what to say when nobody fits).</summary>
    /// <value><c>team.choose</c>.</value>
    public PromptTemplate Choose { get; init; }

    /// <summary>Follows a choice that could not be read. Placeholder: <c>{errors}</c>.</summary>
    /// <value><c>team.choose-again</c>.</value>
    public PromptTemplate ChooseAgain { get; init; }

    /// <summary>Shows a member of a debate what the others said. Placeholder: <c>{answers}</c>.</summary>
    /// <value><c>team.debate-round</c>.</value>
    public PromptTemplate DebateRound { get; init; }

    /// <summary>One answer in a debate. Placeholders: <c>{member}</c>, <c>{answer}</c>.</summary>
    /// <value><c>team.debate-answer</c>.</value>
    public PromptTemplate DebateAnswer { get; init; }

    /// <summary>Asks the judge of a debate. Placeholder: <c>{answers}</c>.</summary>
    /// <value><c>team.debate-judge</c>.</value>
    public PromptTemplate DebateJudge { get; init; }

    /// <summary>Gives the word to a member of a group chat. Placeholders: <c>{member}</c>, <c>{members}</c>, <c>{transcript}</c>.</summary>
    /// <value><c>team.chat-turn</c>.</value>
    public PromptTemplate ChatTurn { get; init; }

    /// <summary>What a member of a group chat said. Placeholders: <c>{member}</c>, <c>{text}</c>.</summary>
    /// <value><c>team.chat-line</c>.</value>
    public PromptTemplate ChatLine { get; init; }

    /// <summary>Stands for the transcript of a group chat in which nobody has spoken.</summary>
    /// <value><c>team.chat-nothing</c>.</value>
    public PromptTemplate ChatNothing { get; init; }

    /// <summary>Asks who speaks next in a group chat. Placeholders: <c>{members}</c>, <c>{transcript}</c>, <c>{none}</c> (what to say when the chat is over).</summary>
    /// <value><c>team.chat-choose</c>.</value>
    public PromptTemplate ChatChoose { get; init; }

    /// <summary>Describes the tool that hands the conversation over. Placeholder: <c>{members}</c> (a line for each of the others).</summary>
    /// <value><c>team.transfer</c>.</value>
    public PromptTemplate Transfer { get; init; }

    /// <summary>Describes a parameter of that tool.</summary>
    /// <value><c>team.transfer-to</c>.</value>
    public PromptTemplate TransferTo { get; init; }

    /// <summary>Describes a parameter of that tool.</summary>
    /// <value><c>team.transfer-reason</c>.</value>
    public PromptTemplate TransferReason { get; init; }

    /// <summary>Describes a parameter of that tool.</summary>
    /// <value><c>team.transfer-summary</c>.</value>
    public PromptTemplate TransferSummary { get; init; }

    /// <summary>The result of that tool. Placeholder: <c>{to}</c>.</summary>
    /// <value><c>team.transferred</c>.</value>
    public PromptTemplate Transferred { get; init; }

    /// <summary>Tells a member that the conversation was handed to it. Placeholders: <c>{from}</c>, <c>{reason}</c>, <c>{summary}</c>.</summary>
    /// <value><c>team.take-over</c>.</value>
    public PromptTemplate TakeOver { get; init; }

    /// <summary>A line for each member.</summary>
    internal string Lines(IEnumerable<TeamMember> members) => string.Join('\n', members.Select(m => MemberLine.Format(("member", m.Name), ("description", m.Description))));

    internal void ThrowIfInvalid()
    {
        var problems = All.SelectMany(prompt => PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))).ToList();
        if (problems.Count > 0)
            throw new ArgumentException($"The prompts of a team are not valid. {string.Join(' ', problems)}");
    }
}
