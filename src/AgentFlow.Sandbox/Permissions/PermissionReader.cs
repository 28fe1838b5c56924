using System.Text.Json;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>Reads one permission of a manifest and notes what is wrong with it, each problem at its place.</summary>
internal sealed class PermissionReader(JsonElement value, string pointer, List<PermissionProblem> problems)
{
    /// <summary>Whether it only says <c>true</c>: whatever of this has been granted.</summary>
    public bool IsWhole => value.ValueKind == JsonValueKind.True;

    /// <summary>Notes a problem with the permission or a part of it.</summary>
    public void Problem(string message, string part = "") => problems.Add(new PermissionProblem(pointer + part, message));

    /// <summary>Checks that it is <c>true</c> or an object with no other members than these.</summary>
    public bool IsObjectOf(params ReadOnlySpan<string> members)
    {
        if (IsWhole)
            return true;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Problem(members.Length == 0 ? "It must be true or false." : $"It must be true, for all that is granted, or an object with some of: {string.Join(", ", members!)}.");
            return false;
        }
        foreach (var member in value.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                Problem(members.Length == 0 ? $"'{member.Name}' is not known. Write true." : $"'{member.Name}' is not known. Known: {string.Join(", ", members!)}.", "/" + Escape(member.Name));
        }
        return true;
    }

    /// <summary>A list of texts that is a member of it, or (without a name) the permission itself; null where it is missing, which is "as granted".</summary>
    public IReadOnlyList<string>? Texts(string? member = null)
    {
        var list = value;
        var part = member is null ? string.Empty : "/" + member;
        if (IsWhole || (member is not null && (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out list))))
            return null;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0 || list.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            Problem("It must be a list of texts with at least one of them.", part);
            return [];
        }
        return [.. list.EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>A limit that may be lower than what is granted and not higher.</summary>
    /// <param name="member">Its name in the manifest.</param>
    /// <param name="granted">The most, which it is where the manifest says nothing.</param>
    /// <param name="where">The option with which more is granted.</param>
    public long AtMost(string member, long granted, string where)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out var number))
            return granted;
        if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var asked) || asked < 1)
            Problem("It must be a whole number from 1.", "/" + member);
        else if (asked > granted)
            Problem($"The tool asks for {asked}; {granted} is granted. Ask for less, or raise {where}.", "/" + member);
        else
            return asked;
        return granted;
    }

    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
