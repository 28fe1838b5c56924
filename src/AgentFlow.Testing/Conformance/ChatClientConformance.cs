using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>What an agent relies on in every <see cref="IChatClient"/>. Each case needs a subject of its own.</summary>
public static class ChatClientConformance
{
    private const string Unicode = "Grüße, \U0001f30d \U0001f468\u200d\U0001f469\u200d\U0001f467! \"quoted\" \\ back\n\tnext line";
    private const string CallArguments = """{"query":"käse","limit":3,"deep":{"a":[1,null,true]}}""";
    private static readonly ChatMessage Question = new(ChatRole.User, "What is it?");

    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase<ChatClientSubject>> Cases { get; } =
    [
        new("GetResponseAsync_Text_IsTheModels", Text),
        new("GetStreamingResponseAsync_Text_IsThatOfGetResponseAsync", SameText),
        new("GetResponseAsync_EmptyAnswer_IsNoError", Empty),
        new("GetResponseAsync_Message_IsTheAssistants", Role),
        new("GetResponseAsync_ToolCall_HasNameIdAndArguments", Call),
        new("GetStreamingResponseAsync_ToolCall_IsThatOfGetResponseAsync", SameCall),
        new("GetResponseAsync_HistoryWithCallsAndResults_IsAccepted", History),
        new("GetResponseAsync_MessagesAndOptions_AreLeftAsTheyWere", Untouched),
        new("GetResponseAsync_ManyAtOnce_AllAreAnswered", ManyAtOnce),
        new("GetResponseAsync_CancelledBefore_Throws", CancelledBefore),
        new("GetStreamingResponseAsync_CancelledWhileWaiting_Throws", CancelledWhileWaiting),
        new("GetStreamingResponseAsync_LeftEarly_ClientStaysUsable", LeftEarly),
        new("GetResponseAsync_ServerError_ThrowsWithAMessage", ServerError),
        new("GetResponseAsync_Usage_IsNotNegative", Usage),
        new("GetService_OwnTypeAndOthers_AsTheContractSays", Services),
    ];

    private static async Task Text(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync(Unicode).ConfigureAwait(false) is { } client)
            Expect.Equal(Unicode, (await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false)).Text, "The answer");
    }

    private static async Task SameText(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync(Unicode).ConfigureAwait(false) is not { } client)
            return;
        var updates = await client.GetStreamingResponseAsync([Question], null, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

        Expect.Equal(Unicode, string.Concat(updates.Select(u => u.Text)), "The streamed answer");
        foreach (var text in updates.SelectMany(u => u.Contents).OfType<TextContent>())
            Expect.Equal(false, text.Text.Length > 0 && (char.IsLowSurrogate(text.Text[0]) || char.IsHighSurrogate(text.Text[^1])), $"An update is cut within a character: '{text.Text}'; whether it is");
    }

    private static async Task Empty(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync(string.Empty).ConfigureAwait(false) is not { } client)
            return;

        Expect.Equal(string.Empty, (await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false)).Text, "The answer");
        Expect.Equal(string.Empty, (await client.GetStreamingResponseAsync([Question], null, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false)).Text, "The streamed answer");
    }

    private static async Task Role(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("yes").ConfigureAwait(false) is not { } client)
            return;
        var response = await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false);

        foreach (var message in response.Messages)
            Expect.Equal(ChatRole.Assistant, message.Role, "The role of the answer");
    }

    private static async Task Call(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.CallingAsync("find", CallArguments).ConfigureAwait(false) is { } client)
            ExpectCall((await client.GetResponseAsync([Question], WithTool(), cancellationToken).ConfigureAwait(false)).Messages.SelectMany(m => m.Contents));
    }

    private static async Task SameCall(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.CallingAsync("find", CallArguments).ConfigureAwait(false) is { } client)
            ExpectCall((await client.GetStreamingResponseAsync([Question], WithTool(), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).SelectMany(u => u.Contents));
    }

    private static async Task History(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("found").ConfigureAwait(false) is not { } client)
            return;
        ChatMessage[] history =
        [
            new(ChatRole.System, "Be brief."),
            Question,
            new(ChatRole.Assistant, [new TextContent("I look."), new FunctionCallContent("c1", "find", new Dictionary<string, object?> { ["query"] = "x" }), new FunctionCallContent("c2", "find")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "one"), new FunctionResultContent("c2", new { two = 2 }.two)]),
        ];

        Expect.Equal("found", (await client.GetResponseAsync(history, WithTool(), cancellationToken).ConfigureAwait(false)).Text, "The answer");
    }

    private static async Task Untouched(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("yes").ConfigureAwait(false) is not { } client)
            return;
        var options = WithTool();
        options.Instructions = "Be brief.";
        options.Temperature = 0.5f;
        List<ChatMessage> messages = [Question];
        var (before, toolsBefore) = (EventText.Of(messages[0]), options.Tools!.Count);
        await client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);

        Expect.Equal(1, messages.Count, "How many messages there are afterwards");
        Expect.Equal(before, EventText.Of(messages[0]), "The message afterwards");
        Expect.Equal(toolsBefore, options.Tools.Count, "How many tools there are afterwards");
        Expect.Equal("Be brief.", options.Instructions, "The instructions afterwards");
    }

    private static async Task ManyAtOnce(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync(Unicode).ConfigureAwait(false) is not { } client)
            return;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i => i % 2 == 0
            ? await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false)
            : await client.GetStreamingResponseAsync([Question], null, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);

        foreach (var answer in answers)
            Expect.Equal(Unicode, answer.Text, "An answer");
    }

    private static async Task CancelledBefore(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("yes").ConfigureAwait(false) is not { } client)
            return;
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);

        await Expect.ThrowsAsync<OperationCanceledException>(() => client.GetResponseAsync([Question], null, source.Token), "A call that was cancelled before it was made").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(() => client.GetStreamingResponseAsync([Question], null, source.Token).ToListAsync(CancellationToken.None).AsTask(), "A stream that was cancelled before it began").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task CancelledWhileWaiting(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.HangingAsync().ConfigureAwait(false) is not { } client)
            return;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = client.GetStreamingResponseAsync([Question], null, source.Token).ToListAsync(CancellationToken.None).AsTask();
        await source.CancelAsync().ConfigureAwait(false);

        await Expect.ThrowsAsync<OperationCanceledException>(() => answer, "A stream that was cancelled while the model was silent").ConfigureAwait(false);
    }

    private static async Task LeftEarly(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("one two three").ConfigureAwait(false) is not { } client)
            return;
        await foreach (var _ in client.GetStreamingResponseAsync([Question], null, cancellationToken).ConfigureAwait(false))
            break;

        Expect.Equal("one two three", (await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false)).Text, "The next answer");
    }

    private static async Task ServerError(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.FailingAsync().ConfigureAwait(false) is not { } client)
            return;
        var error = await Expect.ThrowsAsync<Exception>(() => client.GetResponseAsync([Question], null, cancellationToken), "A call that the server refuses").ConfigureAwait(false);
        var streamed = await Expect.ThrowsAsync<Exception>(() => client.GetStreamingResponseAsync([Question], null, cancellationToken).ToListAsync(cancellationToken).AsTask(), "A stream that the server refuses").ConfigureAwait(false);

        Expect.Equal(error.GetType(), streamed.GetType(), "The kind of error of the stream");
        Expect.Equal(false, error is OperationCanceledException || string.IsNullOrWhiteSpace(error.Message), $"Whether '{error.GetType().Name}' looks like a cancellation or says nothing");
    }

    private static async Task Usage(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("yes").ConfigureAwait(false) is not { } client)
            return;
        var usage = (await client.GetResponseAsync([Question], null, cancellationToken).ConfigureAwait(false)).Usage;

        Expect.Equal(false, usage?.InputTokenCount < 0 || usage?.OutputTokenCount < 0 || usage?.TotalTokenCount < 0, "Whether a count of tokens is negative");
    }

    private static async Task Services(ChatClientSubject subject, CancellationToken cancellationToken)
    {
        if (await subject.AnsweringAsync("yes").ConfigureAwait(false) is not { } client)
            return;

        Expect.Equal(true, ReferenceEquals(client, client.GetService(client.GetType())), "Whether the client gives itself as its own type");
        Expect.Equal(null, client.GetService(client.GetType(), "a key"), "The service under a key that nobody knows");
        Expect.Equal(null, client.GetService(typeof(JsonDocument)), "A service that no client has");
    }

    private static void ExpectCall(IEnumerable<AIContent> contents)
    {
        var call = CallOf(contents);
        Expect.Equal("find", call.Name, "The tool that is called");
        var arguments = CallText.Of(call.Arguments);
        Expect.Equal(true, JsonElement.DeepEquals(JsonElement.Parse(CallArguments), arguments), $"Whether the arguments {arguments.GetRawText()} are those of the model");
        Expect.Equal(false, string.IsNullOrWhiteSpace(call.CallId), "Whether the call's id is empty");
    }

    private static FunctionCallContent CallOf(IEnumerable<AIContent> contents)
    {
        var calls = contents.OfType<FunctionCallContent>().ToList();
        Expect.Equal(1, calls.Count, "How many calls the answer has");
        return calls[0];
    }

    private static ChatOptions WithTool() => new() { Tools = [AIFunctionFactory.Create(static (string query) => query, "find", "Finds.")] };
}
