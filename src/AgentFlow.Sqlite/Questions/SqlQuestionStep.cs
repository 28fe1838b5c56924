using System.Runtime.CompilerServices;
using AgentFlow.Chains;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Questions;

/// <summary>Question, statement, rows, answer.</summary>
internal sealed class SqlQuestionStep : Chain<string, SqlAnswer>
{
    private readonly Chain<IReadOnlyList<ChatMessage>, ChatResponse> _write;
    private readonly Chain<Found, string> _answer;
    private readonly Chain<string, Found> _query;
    private readonly SqlQuestionOptions _options;
    private readonly string _path;

    public SqlQuestionStep(IChatClient model, string path, SqlQuestionOptions options)
        : base("sql-question")
    {
        _path = path;
        _options = options;
        _write = model.AsChain(options.ModelOptions);
        _query = From<string, Found>(QueryAsync, "query");
        _answer = From((Found f) => options.Prompts!.AnswerFromSql.Format(("question", f.Question), ("statement", f.Statement), ("rows", f.Result.ToString())), "prompt")
            .Then(model, options.ModelOptions).AsText();
    }

    protected override async ValueTask<SqlAnswer> InvokeCoreAsync(string input, ChainContext context, CancellationToken cancellationToken)
    {
        var found = await _query.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
        return found.ToAnswer(await _answer.InvokeAsync(found, context, cancellationToken).ConfigureAwait(false));
    }

    protected override async IAsyncEnumerable<ChainUpdate<SqlAnswer>> StreamCoreAsync(string input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await _query.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
        await foreach (var update in _answer.StreamAsync(found, context, cancellationToken).ConfigureAwait(false))
        {
            yield return update.IsFinal
                ? ChainUpdate.Final(found.ToAnswer(update.Value)) with { TextDelta = update.TextDelta }
                : new() { TextDelta = update.TextDelta, ModelUpdate = update.ModelUpdate };
        }
    }

    private async ValueTask<Found> QueryAsync(string question, ChainContext context, CancellationToken cancellationToken)
    {
        // SQLite blocks the thread that it runs on.
        using var database = await Task.Run(() => QuestionDatabase.Open(_path, _options), cancellationToken).ConfigureAwait(false);
        List<ChatMessage> messages = [new(ChatRole.User, _options.Prompts!.WriteSql.Format(("schema", database.Schema), ("question", question), ("max_rows", _options.MaxRows)))];
        for (var retry = 0; ; retry++)
        {
            var response = await _write.InvokeAsync(messages, context, cancellationToken).ConfigureAwait(false);
            try
            {
                var statement = StatementIn(response.Text);
                var result = await Task.Run(() => database.Read(statement, context.TimeProvider, cancellationToken), cancellationToken).ConfigureAwait(false);
                return new Found(question, statement, result);
            }
            catch (SqlRefusedException error) when (retry < _options.MaxRetries)
            {
                messages.AddRange(response.Messages);
                messages.Add(new(ChatRole.User, _options.Prompts!.SqlRefused.Format(("error", error.Message))));
            }
            catch (SqlRefusedException error)
            {
                throw new OutputParserException(response.Text, error.Message, error);
            }
        }
    }

    /// <summary>The first code block, or else the whole text. Whether it is a statement is for SQLite to say.</summary>
    private static string StatementIn(string text)
    {
        try
        {
            return Parse.CodeBlock().Parse(text).Trim();
        }
        catch (OutputParserException)
        {
            return text.Trim();
        }
    }

    private sealed record Found(string Question, string Statement, SqlResult Result)
    {
        public SqlAnswer ToAnswer(string text) => new() { Text = text, Statement = Statement, Result = Result };
    }
}
