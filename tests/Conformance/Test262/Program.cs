using System.Collections.Concurrent;
using System.Diagnostics;
using AgentFlow.JavaScript.Test262;

if (RunOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(RunOptions.Usage);
    return 2;
}

var clock = Stopwatch.StartNew();
var outcomes = RunAll(options);
Report.Write(outcomes, options.Depth, Console.Out);
Console.WriteLine($"{outcomes.Count(static o => !o.Passed)} of {outcomes.Count} failed, in {clock.Elapsed.TotalSeconds:0.0} s");
if (options.Verbose)
{
    foreach (var outcome in outcomes.Where(static o => !o.Passed))
        Console.WriteLine($"FAIL {outcome.Path}: {outcome.Failure!.ReplaceLineEndings(" ")}");
}

return options.FailuresFile is { } file ? Compare(ExpectedFailures.Load(file), outcomes, options) : 0;

static IReadOnlyCollection<TestOutcome> RunAll(RunOptions options)
{
    var outcomes = new ConcurrentBag<TestOutcome>();
    var runner = options.ParseOnly ? null : new RunJudge(new Harness(options.Checkout));
    var paths = new ConcurrentQueue<string>(TestList.Read(options));
    var threads = Enumerable.Range(0, Math.Max(1, options.Jobs)).Select(_ => new Thread(Work)).ToArray();
    foreach (var thread in threads)
        thread.Start();
    foreach (var thread in threads)
        thread.Join();
    return [.. outcomes.OrderBy(static o => o.Path, StringComparer.Ordinal)];

    void Work()
    {
        while (paths.TryDequeue(out var path))
        {
            if (RunOne(options, runner, path) is { } outcome)
                outcomes.Add(outcome);
        }
    }
}

static TestOutcome? RunOne(RunOptions options, RunJudge? runner, string path)
{
    try
    {
        var test = TestFile.Read(options.Checkout, path);
        if (options.FirstMilestone && !Milestone.Includes(test))
            return null;
        return new TestOutcome(path, runner is null ? ParseJudge.Judge(test) : runner.Judge(test));
    }
    catch (Exception error)
    {
        // Whatever goes wrong in one test is that test's failure: the others must run.
        return new TestOutcome(path, $"crashed: {error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n')[0].Trim()}");
    }
}

static int Compare(ExpectedFailures expected, IReadOnlyCollection<TestOutcome> outcomes, RunOptions options)
{
    if (options.Write)
    {
        expected.Replace(outcomes.Where(static o => !o.Passed).Select(static o => o.Path));
        return 0;
    }

    var passing = expected.NowPassing(outcomes);
    if (passing.Count > 0)
        Console.WriteLine($"{passing.Count} expected failures pass now{(options.Update ? " and were taken out" : "; run with --update to take them out")}.");
    if (options.Update)
        expected.Remove(passing);
    var failures = expected.NewFailures(outcomes).ToList();
    foreach (var failure in failures)
        Console.WriteLine($"NEW FAILURE {failure.Path}: {failure.Failure}");
    return failures.Count == 0 ? 0 : 1;
}
