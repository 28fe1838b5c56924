using System.Net;
using System.Net.Sockets;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// Makes the connections of a tool's requests: finds the addresses of the host, looks at each, and connects to one of those very addresses. So what is checked is what
/// is connected to, also when the next question would be answered otherwise (DNS rebinding).
/// </summary>
internal sealed class CheckedConnector(AddressRules rules, Func<string, CancellationToken, ValueTask<IReadOnlyList<IPAddress>>>? resolver)
{
    /// <summary>Of the addresses of one host no more are tried.</summary>
    private const int MaxAddresses = 8;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        string? refusal = null;
        SocketException? failure = null;
        foreach (var address in addresses.Take(MaxAddresses))
        {
            if (rules.Refusal(address) is { } kind)
            {
                refusal = kind;
                continue;
            }
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                failure = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw failure ?? (refusal is null
            ? new SocketException((int)SocketError.HostNotFound)
            : (Exception)new AddressRefusedException($"'{host}' has an address that is {refusal}; it must not be connected to."));
    }

    private async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => resolver is null
        ? await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false)
        : await resolver(host, cancellationToken).ConfigureAwait(false);
}
