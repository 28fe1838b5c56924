namespace AgentFlow.JavaScript.Regex;

/// <summary>
/// Runs a program against an input: a backtracking machine with a stack of its own, so that neither pattern nor input can deepen the stack of the
/// process. It charges every step and every growth of its stack. Use it for one input; it may match many times.
/// </summary>
/// <remarks>
/// Past <see cref="RegexLimits.StepsBeforeMemory"/> steps a program without backreferences, lookarounds and counters remembers at which positions
/// each split has been: what follows a split depends on the position alone, so a second visit fails as the first did. With that, time is linear in
/// splits times positions. A loop whose body can be empty keeps the rule true: a state within the body is visited again at the same position only
/// after the loop's own state at that position has failed.
/// </remarks>
internal sealed partial class RegexMatcher
{
    private const int ChargeEvery = 1024;

    private readonly RegexProgram _program;
    private readonly string _input;
    private readonly IRegexMeter _meter;
    private readonly int[] _code;
    private readonly int[] _registers;
    private readonly bool _ignoreCase;
    private readonly bool _unicode;
    private ulong[]? _visited;
    private bool _remembers;
    private long _rememberAt = RegexLimits.StepsBeforeMemory;
    private long _steps;
    private long _charged;

    public RegexMatcher(RegexProgram program, string input, IRegexMeter meter)
    {
        _program = program;
        _input = input;
        _meter = meter;
        _code = program.Code;
        meter.Allocate(program.RegisterCount * 4L);
        _registers = new int[program.RegisterCount];
        _ignoreCase = (program.Flags & RegexFlags.IgnoreCase) != 0;
        _unicode = (program.Flags & RegexFlags.Unicode) != 0;
    }

    /// <summary>
    /// The last match: start and end of the whole and then of each group, -1 where a group took no part. Valid after a match until the next.
    /// </summary>
    public ReadOnlySpan<int> Captures => _registers.AsSpan(0, (_program.GroupCount + 1) * 2);

    /// <summary>Looks for the first match that starts at or after a position, or with <paramref name="sticky"/> at the position.</summary>
    public bool Match(int start, bool sticky)
    {
        if ((uint)start > (uint)_input.Length)
            return false;
        // With u a match cannot start within a pair of surrogates.
        if (IsWithinPair(start))
            start--;
        for (var at = start; ; at++)
        {
            if (!sticky && (at = FindStart(at)) < 0)
                break;
            _registers.AsSpan().Fill(-1);
            _steps += 1 + (_registers.Length / 8);
            _height = 0;
            if (Run(at))
            {
                Pay();

                // What was visited on the way to a match has not failed.
                (_visited, _remembers, _rememberAt) = (null, false, _steps + RegexLimits.StepsBeforeMemory);
                return true;
            }

            if (sticky || at >= _input.Length)
                break;

            if (IsWithinPair(at + 1))
                at++;
        }

        Pay();
        return false;
    }

    private bool IsWithinPair(int at) =>
        _unicode && at > 0 && at < _input.Length && char.IsLowSurrogate(_input[at]) && char.IsHighSurrogate(_input[at - 1]);

    // The next position where a match may start, or -1.
    private int FindStart(int from)
    {
        if (_program.First is not { } first)
            return from;
        var found = from;
        if (_program.Prefix.Length > 0)
        {
            var offset = _input.AsSpan(from).IndexOf(_program.Prefix, StringComparison.Ordinal);
            found = offset < 0 ? _input.Length : from + offset;
        }
        else
        {
            while (found < _input.Length && !first.Contains(_input[found]))
                found++;
        }

        _steps += (found - from) / 8;
        if (_steps - _charged >= ChargeEvery)
            Pay();
        return found < _input.Length ? found : -1;
    }

    private void Pay()
    {
        var due = _steps - _charged;
        _charged = _steps;
        if (due > 0)
            _meter.Charge(due);
        if (!_remembers && _program.CanRemember && _steps > _rememberAt)
            StartRemembering();
    }

    private void StartRemembering()
    {
        _remembers = true;
        var bits = (long)_program.SplitCount * (_input.Length + 1);
        if (bits == 0 || bits / 8 > RegexLimits.MaxMemoryBytes)
            return;
        _meter.Allocate((bits / 8) + 8);
        _visited = new ulong[(bits + 63) / 64];
    }

    // Whether the split has been at the position before; now it has.
    private bool Visit(int split, int position)
    {
        if (_visited is null)
            return false;
        var bit = ((long)split * (_input.Length + 1)) + position;
        ref var word = ref _visited[bit >> 6];
        var mask = 1UL << (int)(bit & 63);
        if ((word & mask) != 0)
            return true;
        word |= mask;
        return false;
    }
}
