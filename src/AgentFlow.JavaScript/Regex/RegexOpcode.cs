namespace AgentFlow.JavaScript.Regex;

/// <summary>
/// The instructions of a compiled pattern. Each is an int, followed by its operands. Those that take characters come twice: the one with
/// <c>Back</c> takes the character before the position, for lookbehind.
/// </summary>
internal enum RegexOpcode
{
    /// <summary>The whole pattern matches.</summary>
    Match,

    /// <summary>character</summary>
    Char,
    CharBack,

    /// <summary>set, 1 if inverted</summary>
    Set,
    SetBack,

    /// <summary>Any character but an end of line.</summary>
    Any,
    AnyBack,

    /// <summary>group</summary>
    Backreference,
    BackreferenceBack,

    /// <summary>target, split number: goes on, and to the target if that fails.</summary>
    SplitNext,

    /// <summary>target, split number: goes to the target, and on if that fails.</summary>
    SplitTarget,

    /// <summary>target</summary>
    Jump,

    /// <summary>register: takes the position.</summary>
    Save,

    /// <summary>first register, end: the groups of a repetition are forgotten.</summary>
    Forget,

    /// <summary>register: becomes 0.</summary>
    Zero,

    /// <summary>register: becomes one more.</summary>
    Count,

    /// <summary>register, min, max, 1 if greedy, target: goes on into another round or to the target after the loop.</summary>
    Loop,

    /// <summary>register: fails if the position is still the one in the register.</summary>
    Progress,

    /// <summary>register, counter, min: as <see cref="Progress"/>, but only for rounds beyond min.</summary>
    ProgressBeyond,

    /// <summary>
    /// kind (an opcode that takes a character), its operands twice or zeros, min, max, 1 if greedy, split number: a repetition of one character.
    /// </summary>
    Repeat,
    Start,
    StartOfLine,
    End,
    EndOfLine,
    WordBoundary,
    NoWordBoundary,

    /// <summary>register: a lookaround starts; the register takes the height of the stack.</summary>
    Look,

    /// <summary>register, target: a negative lookaround starts; where its body fails, matching goes on at the target.</summary>
    LookNot,

    /// <summary>register: the body of a lookaround has matched.</summary>
    LookEnd,

    /// <summary>register: the body of a negative lookaround has matched, so it fails.</summary>
    LookNotEnd,
}
