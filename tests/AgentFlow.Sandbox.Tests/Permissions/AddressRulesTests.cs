using System.Net;
using AgentFlow.Sandbox.Permissions;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>The rules by themselves: through the public API only what can be connected to from the test machine would be seen.</summary>
public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.17")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80b::200e")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void Refusal_PublicAddress_IsNone(string address)
    {
        var refusal = new AddressRules([]).Refusal(IPAddress.Parse(address));

        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.255.255")]
    [InlineData("198.19.255.255")]
    [InlineData("224.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:808:808::1")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("2606:4700::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refusal_SpecialAddress_IsSome(string address)
    {
        var refusal = new AddressRules([]).Refusal(IPAddress.Parse(address));

        Assert.NotNull(refusal);
    }

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "64:ff9b::10.2.0.0", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("fd00:1::/32", "fd00:1::9", true)]
    [InlineData("fd00:1::/32", "fd00:2::9", false)]
    public void Refusal_ListedNetwork_IsLetThroughAndNothingElse(string listed, string address, bool expected)
    {
        var refusal = new AddressRules([listed]).Refusal(IPAddress.Parse(address));

        Assert.Equal(expected, refusal is null);
    }

    [Fact]
    public void Refusal_AnyIPv4Address_IsTheSameInEveryFormThatCarriesIt()
    {
        var random = new Random(20260801);
        var rules = new AddressRules(["10.9.0.0/16"]);
        byte[] firsts = [0, 10, 100, 127, 169, 172, 192, 198, 203, 224];

        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[4];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes[0] = firsts[random.Next(firsts.Length)];
            var plain = rules.Refusal(new IPAddress(bytes));
            Assert.Equal(plain, rules.Refusal(new IPAddress(bytes).MapToIPv6()));
            Assert.Equal(plain, rules.Refusal(new IPAddress((byte[])[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes])));
            Assert.NotNull(rules.Refusal(new IPAddress((byte[])[0x20, 0x02, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])));
            Assert.NotNull(rules.Refusal(new IPAddress((byte[])[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes])));
        }
    }
}
