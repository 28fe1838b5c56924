namespace AgentFlow.Models.Offline.Tools;

/// <summary>Guesses from its words what a text parameter is about. The name decides before the description.</summary>
internal static class Slots
{
    private static readonly (Slot Slot, string[] Words)[] ByName =
    [
        (Slot.Url, ["url", "uri", "link", "website", "endpoint"]),
        (Slot.Email, ["email", "mail"]),
        (Slot.Path, ["path", "file", "filename", "filepath", "directory", "folder"]),
        (Slot.Unit, ["unit", "units", "currency"]),
        (Slot.Date, ["date", "day", "birthday", "deadline"]),
        (Slot.Time, ["time"]),
        (Slot.Place, ["city", "country", "location", "place", "state", "address", "destination", "origin", "region", "town", "area",
            "departure", "arrival", "venue", "county", "continent", "timezone", "zone", "jurisdiction", "district", "neighborhood", "neighbourhood", "airport", "station"]),
        (Slot.Person, ["author", "artist", "person", "player", "composer", "director", "actor", "celebrity", "singer", "plaintiff",
            "defendant", "lawyer", "painter", "sculptor", "scientist"]),
        (Slot.Name, ["name", "title", "team", "company", "brand", "hotel", "username", "museum", "event", "game", "model", "publisher",
            "band", "league"]),
        (Slot.Kind, ["type", "category", "genre", "kind", "style", "mode", "method", "format", "species", "cuisine", "diet", "ingredient",
            "material", "color", "colour", "gender", "sport", "language", "instrument", "size"]),
        (Slot.Expression, ["expression", "equation", "formula", "function", "func"]),
        (Slot.FreeText, ["text", "note", "message", "content", "body", "prompt", "sentence", "paragraph", "comment", "memo", "input",
            "reminder", "task", "todo", "fact"]),
        (Slot.Query, ["query", "keyword", "keywords", "search", "term", "question", "topic", "q"]),
        (Slot.Code, ["id", "code", "number", "symbol", "ticker", "isbn"]),
    ];

    public static Slot Guess(IReadOnlyList<string> nameWords, string description, string format)
    {
        if (format is "date" or "date-time")
            return Slot.Date;
        if (description.Contains("email address", StringComparison.OrdinalIgnoreCase)
            || description.Contains("e-mail address", StringComparison.OrdinalIgnoreCase))
            return Slot.Email;
        if (format is "uri" or "email" or "time")
            return format == "uri" ? Slot.Url : format == "email" ? Slot.Email : Slot.Time;
        // The last word of a name is its head: "file_format" is a format, "departure_date" a date.
        for (var i = nameWords.Count - 1; i >= 0; i--)
            foreach (var (slot, words) in ByName)
                if (words.Contains(nameWords[i]))
                    return slot;
        return ByDescription(description);
    }

    private static Slot ByDescription(string description)
    {
        bool Says(string word) => description.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (Says("unit of") || Says("unit to") || Says("the unit") || Says("target unit"))
            return Slot.Unit;
        if (Says("yyyy") || Says("mm/dd") || Says("the date") || Says("a date or"))
            return Slot.Date;
        if (Says("url of"))
            return Slot.Url;
        if (Says("expression") || Says("equation"))
            return Slot.Expression;
        return Says("name of the") ? Slot.Name : Says("city") || Says("country") || Says("location") ? Slot.Place : Slot.Any;
    }
}
