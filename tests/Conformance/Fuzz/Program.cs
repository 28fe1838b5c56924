using System.Globalization;
using AgentFlow.JavaScript.Fuzz;

// usage: fuzz [COUNT] [SEED] [--node | --jint]
//        fuzz attacks [MILLISECONDS]
// COUNT programs (1,000,000 by default), every third with random damage; each must end in a typed outcome within its limits.
// --node: whole programs, and what they log must be what node logs. --jint: ES5 programs, compared with Jint.
// attacks: every attack script under a deadline (250 ms by default); prints by how much each overran it and what memory it took.
if (args is ["attacks", ..])
    return await AttackCommand.RunAsync(args.Length > 1 ? Number(args[1]) : 250);
var numbers = args.Where(static a => !a.StartsWith('-')).Select(Number).ToArray();
var campaign = new Campaign(numbers.Length > 0 ? numbers[0] : 1_000_000, numbers.Length > 1 ? numbers[1] : 1);
var problems = args.Contains("--node") ? await campaign.AgainstNodeAsync()
    : args.Contains("--jint") ? await campaign.AgainstJintAsync()
    : await campaign.AloneAsync();
Console.WriteLine($"{campaign.Count} programs of seed {campaign.Seed}: {problems} problems");
return problems == 0 ? 0 : 1;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
