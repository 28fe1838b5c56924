using System.Net;
using System.Text;
using AgentFlow.Sandbox.Permissions;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>The reader of addresses by itself: a fuzz through the public API would send requests.</summary>
public sealed class SafeUrlTests
{
    private static readonly string[] Pieces =
    [
        "http://", "https://", "HTTP://", "//", "/", "\\", "@", ":", ".", "..", "[", "]", "%", "%2e", "%40", "?", "#", "a", "example", "test", "127", "0", "1", "0177", "0x7f", "2130706433", "00", "::1", "ffff", "::ffff:127.0.0.1",
        "１", "２", "。", "．", "①", "ﬀ", "xn--", "xn--nxasmq6b", "é", "ß", "\u200d", "\u00ad", "\0", "\t", "\n", " ", "\ud800", "80", "443", "65536", "99999", "-", "_", "*", "user", "&", "=", "%25eth0", "𝟏",
    ];

    [Fact]
    public void Parse_AnyText_GivesAHostThatNobodyReadsOtherwise()
    {
        var isLong = Environment.GetEnvironmentVariable("AGENTFLOW_FUZZ") is not null;
        var random = new Random(20260802);
        var accepted = 0;

        for (var i = 0; i < (isLong ? 10_000_000 : 100_000); i++)
        {
            var text = Text(random);
            var (url, problem) = SafeUrl.Parse(text);
            Assert.True(url is null != problem is null, text);
            if (url is null)
                continue;
            accepted++;
            Check(text, url);
        }

        Assert.True(accepted > 1_000, $"Only {accepted} texts were addresses; the fuzz shows nothing.");
    }

    [Theory]
    [InlineData("https://API.Example.org", "api.example.org", 443)]
    [InlineData("HTTP://a.test:8080/p?q#f", "a.test", 8080)]
    [InlineData("https://xn--bcher-kva.example/ü", "xn--bcher-kva.example", 443)]
    [InlineData("http://127.0.0.1/", "127.0.0.1", 80)]
    [InlineData("https://[2001:DB8:0::1]:99/", "2001:db8::1", 99)]
    [InlineData("https://a.test/p@q:r", "a.test", 443)]
    [InlineData("https://1a.2b/", "1a.2b", 443)]
    public void Parse_OrdinaryAddress_GivesHostAndPort(string text, string host, int port)
    {
        var (url, problem) = SafeUrl.Parse(text);

        Assert.Null(problem);
        Assert.Equal((host, port), (url!.Host, url.Port));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? string.Empty : Pieces[random.Next(2)]);
        for (var n = random.Next(1, 8); n > 0; n--)
            text.Append(random.Next(3) == 0 ? "." : string.Empty).Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    private static void Check(string text, SafeUrl url)
    {
        Assert.True(url.Scheme is "http" or "https", text);
        Assert.Empty(url.Uri.UserInfo);
        Assert.Equal(url.Host, url.Uri.IdnHost.Trim('[', ']').ToLowerInvariant());
        Assert.Equal(url.Host, url.Uri.DnsSafeHost.ToLowerInvariant());
        Assert.All(url.Host, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':', text));
        // A host that is taken for a name is none that a resolver would read as an address, and an address is in the form in which it is written back.
        if (url.IsAddress)
            Assert.Equal(url.Host, IPAddress.Parse(url.Host).ToString());
        else
            Assert.False(IPAddress.TryParse(url.Host, out _), text);
        // Whoever reads what is sent on reads the same.
        var (again, _) = SafeUrl.Parse(url.Uri.AbsoluteUri);
        Assert.Equal((url.Host, url.Port, url.Scheme), (again!.Host, again.Port, again.Scheme));
    }
}
