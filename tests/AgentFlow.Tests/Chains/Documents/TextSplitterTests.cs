using AgentFlow.Chains;
using AgentFlow.Memory;

namespace AgentFlow.Tests.Chains;

public sealed class TextSplitterTests
{
    [Fact]
    public void Split_Paragraphs_CutsBetweenThem()
    {
        var splitter = new TextSplitter(new() { Size = 20, Overlap = 0 });

        var pieces = splitter.Split("One line.\n\nTwo lines.\n\nThree.");

        Assert.Equal(["One line.\n\n", "Two lines.\n\nThree."], pieces);
    }

    [Fact]
    public void Split_WithOverlap_RepeatsTheEndOfThePieceBefore()
    {
        var splitter = new TextSplitter(new() { Size = 12, Overlap = 5 });

        var pieces = splitter.Split("one two six ten odd");

        Assert.Equal(["one two six ", "six ten odd"], pieces);
    }

    [Fact]
    public void Split_LongWord_IsCutAndNoCharacterInTwo()
    {
        var splitter = new TextSplitter(new() { Size = 3, Overlap = 0 });

        var pieces = splitter.Split("ab😀😀c");

        Assert.Equal(["ab", "😀", "😀c"], pieces);
    }

    [Fact]
    public void Split_Documents_KeepTheirSource()
    {
        var splitter = new TextSplitter(new() { Size = 4, Overlap = 0 });

        var parts = splitter.Split([Document.FromText("abc def", "a.txt")]);

        Assert.Equal([Document.FromText("abc ", "a.txt"), Document.FromText("def", "a.txt")], parts);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllOfThem()
    {
        var error = Assert.Throws<ArgumentException>(() => new TextSplitter(new() { Size = 0, Overlap = 7, Separators = [""] }));

        Assert.Contains("Size is '0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Overlap is '7'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Separators", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The laws: no piece is too large, none is empty, and without an overlap the pieces in a row are the text.</summary>
    [Fact]
    public void Split_AnyText_KeepsTheLaws()
    {
        var random = new Random(20);
        string[] alphabet = ["a", "bc", " ", "\n", "\n\n", ". ", "😀", "long-word", "é", "  ", "漢字"];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var counter = round % 2 == 0 ? null : new EstimatingTokenCounter();
            var options = new TextSplitterOptions { Size = random.Next(5, 40), Overlap = 0, Counter = counter };
            var overlapping = new TextSplitterOptions { Size = options.Size, Overlap = random.Next(1, options.Size), Counter = counter };

            var pieces = new TextSplitter(options).Split(text);
            var shared = new TextSplitter(overlapping).Split(text);

            Assert.Equal(text, string.Concat(pieces));
            Assert.All(pieces.Concat(shared), p => Assert.InRange(counter?.Count(p) ?? p.Length, 0, options.Size));
            Assert.All(pieces.Concat(shared), p => Assert.NotEmpty(p));
            Assert.True(Covers(shared, text), "A character is missing.");
        }
    }

    /// <summary>Whether each piece begins no later than where the one before it ends, and the last reaches the end.</summary>
    private static bool Covers(IReadOnlyList<string> pieces, string text)
    {
        var end = 0;
        foreach (var piece in pieces)
        {
            var from = Math.Max(0, end - piece.Length + 1);
            var at = Enumerable.Range(from, end - from + 1).Reverse().FirstOrDefault(i => string.CompareOrdinal(text, i, piece, 0, piece.Length) == 0 && i + piece.Length > end, -1);
            if (at < 0)
                return false;
            end = at + piece.Length;
        }
        return end == text.Length;
    }
}
