namespace AgentFlow.JavaScript.Machine;

/// <summary>Where a new closure takes one cell from: a register of the enclosing frame that holds a cell, or the enclosing function's own captured cell.</summary>
internal readonly record struct Capture(bool FromRegister, int Index);

/// <summary>While an instruction in [From, To) throws, the exception goes to <c>Register</c> and execution goes on at <c>Target</c>.</summary>
internal readonly record struct ExceptionHandler(int From, int To, int Target, int Register);

/// <summary>From instruction <c>Pc</c> on the code belongs to the source offset <c>Offset</c>; errors are about the text [SubjectStart, SubjectEnd).</summary>
internal readonly record struct CodePosition(int Pc, int Offset, int SubjectStart, int SubjectEnd);

/// <summary>The strings of a tagged template: a cooked string is null where its escape is invalid.</summary>
internal sealed record TemplateStrings(string?[] Cooked, string[] Raw);
