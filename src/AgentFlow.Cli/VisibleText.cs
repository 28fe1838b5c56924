using Spectre.Console;
using Spectre.Console.Rendering;

namespace AgentFlow.Cli;

/// <summary>
/// Shows control characters instead of obeying them, in everything that is written: what models, tools and web pages say must not move the cursor, or write over a question
/// that a person is to consent to. Colours and boxes are not text and stay.
/// </summary>
internal sealed class VisibleText : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(r => new Shown(r));

    private static string Visible(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? Picture(c) : c)) : text;

    /// <summary>Control characters without line breaks and tabs, and those that turn the direction of all that follows.</summary>
    private static bool IsHarmful(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static char Picture(char c) => c < ' ' ? (char)('\u2400' + c) : '\uFFFD';

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth)
            .Select(s => s.IsControlCode || s.IsLineBreak || !s.Text.Any(IsHarmful) ? s : new Segment(Visible(s.Text), s.Style));
    }
}
