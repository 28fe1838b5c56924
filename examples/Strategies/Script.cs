using AgentFlow.Testing;

namespace Strategies;

/// <summary>What the stand-in for a model says, line by line.</summary>
internal static class Script
{
    public static ScriptedChatClient Of(string strategy) => strategy switch
    {
        "react" => new ScriptedChatClient()
            .Says("I should look both up.")
            .Says("Thought: I need both heights.\nAction: Search\nAction Input: Everest\nAction: search\nAction Input: {\"query\": \"Mont Blanc\"}\nObservation: I made this up.")
            .Says("Thought: I know both.\nFinal Answer: Mount Everest is 4043 m higher."),
        "rewoo" => new ScriptedChatClient()
            .Says("""{"steps":[{"id":"E1","plan":"The one height.","tool":"search","arguments":{"query":"Everest"}},{"id":"E2","plan":"The other.","tool":"search","arguments":{"query":"Mont Blanc"}},{"id":"E3","plan":"The difference.","tool":"search","arguments":{"query":"subtract: #E1 #E4"}}]}""")
            .Says("""{"steps":[{"id":"E1","plan":"The one height.","tool":"search","arguments":{"query":"Everest"}},{"id":"E2","plan":"The other.","tool":"search","arguments":{"query":"Mont Blanc"}},{"id":"E3","plan":"The difference.","tool":"search","arguments":{"query":"subtract: #E1 #E2"}}]}""")
            .Says("Mount Everest is 4043 m higher than Mont Blanc."),
        "reflection" => new ScriptedChatClient()
            .Says("Mount Everest is very high.")
            .Says("""{"critique":"The height in metres is missing.","accepted":false}""")
            .Calls("search", """{"query":"Everest"}""")
            .Says("Mount Everest, 8849 m high, is the highest mountain on Earth.")
            .Says("""{"critique":"Nothing must change.","accepted":true}"""),
        "self-ask" => new ScriptedChatClient()
            .Says("Are follow up questions needed here: Yes.\nFollow up: When was Mount Everest first climbed?")
            .Says("Follow up: Who reigned in Nepal in 1953?")
            .Says("So the final answer is: King Tribhuvan"),
        _ => new ScriptedChatClient()
            .Says("""{"tasks":["Find the highest mountain of Asia","Write the note"]}""")
            .Calls("search", """{"query":"highest mountain of Asia"}""").Says("Mount Everest, 8849 m.")
            .Says("""{"tasks":["Find the highest mountain of the Alps","write the note!"]}""").Says("""{"order":[3,2]}""")
            .Calls("search", """{"query":"highest mountain of the Alps"}""").Says("Mont Blanc, 4806 m.")
            .Says("""{"tasks":[]}""").Says("Asia: Mount Everest. The Alps: Mont Blanc.")
            .Says("Hikers, mind the air: Mount Everest has 8849 m, Mont Blanc 4806 m."),
    };
}
