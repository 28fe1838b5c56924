using System.Text.Json;

namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>
/// Twelve tasks. The calls of each are the fewest with which it can be done, as many as possible at once; the answers are computed here from the data, not by
/// the scripts that must give the same.
/// </summary>
internal sealed class CompanyTasks(Company company)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<CompanyTask> All() =>
    [
        Revenue(), OverBudget(), DearestProducts(), LogErrors(), GoldTickets(), LowStock(), FindPhrase(), Slowest(), LateCarriers(), Unpaid(), FreeHour(), Reminders(),
    ];

    private CompanyTask Revenue() => new(
        "What was the revenue of March, and how many orders were there?",
        [[("list_orders", """{"month":3}""")]],
        "const orders = await tools.list_orders({ month: 3 }); return { orders: orders.length, cents: Math.round(orders.reduce((s, o) => s + o.total, 0) * 100) };",
        Json(new { orders = company.Orders.Count(o => o.Month == 3), cents = (int)(company.Orders.Where(o => o.Month == 3).Sum(o => o.Total) * 100) }));

    private CompanyTask OverBudget()
    {
        var team = company.Employees.Where(e => e.Team == "sales").ToList();
        return new(
            "Who of the sales team spent more than the budget in the third quarter?",
            [[("list_employees", """{"team":"sales"}"""), ("team_budget", """{"team":"sales"}""")], [.. team.Select(e => ("list_expenses", $$"""{"employeeId":{{e.Id}},"quarter":3}"""))]],
            """
            const [team, budget] = await Promise.all([tools.list_employees({ team: "sales" }), tools.team_budget({ team: "sales" })]);
            const sums = await Promise.all(team.map(async e => [e.name, (await tools.list_expenses({ employeeId: e.id, quarter: 3 })).reduce((s, x) => s + x.amount, 0)]));
            return sums.filter(([, sum]) => sum > budget).map(([name]) => name);
            """,
            Json(team.Where(e => company.Expenses.Where(x => x.EmployeeId == e.Id && x.Quarter == 3).Sum(x => x.Amount) > Company.Budget("sales")).Select(e => e.Name)));
    }

    private CompanyTask DearestProducts()
    {
        var top = company.Products.OrderByDescending(p => p.Price).Take(5).ToList();
        return new(
            "Which five products are the most expensive, and who supplies each?",
            [[("list_products", "{}")], [.. top.Select(p => ("get_supplier", $$"""{"id":{{p.SupplierId}}}""")).Distinct()]],
            """
            const top = (await tools.list_products()).sort((a, b) => b.price - a.price).slice(0, 5);
            return await Promise.all(top.map(async p => ({ product: p.name, supplier: (await tools.get_supplier({ id: p.supplierId })).name })));
            """,
            Json(top.Select(p => new { product = p.Name, supplier = company.Suppliers.Single(s => s.Id == p.SupplierId).Name })));
    }

    private static CompanyTask LogErrors() => new(
        "How many errors did each service log on March 12?",
        [[("list_services", "{}")], [.. Company.Services.Select(s => ("read_log", $$"""{"service":"{{s}}","day":12}"""))]],
        """
        const count = {};
        for (const service of await tools.list_services())
          count[service] = (await tools.read_log({ service, day: 12 })).split("\n").filter(l => l.includes(" ERROR ")).length;
        return count;
        """,
        Json(Company.Services.ToDictionary(s => s, s => Company.Log(s, 12).Split('\n').Count(l => l.Contains(" ERROR ", StringComparison.Ordinal)))));

    private CompanyTask GoldTickets()
    {
        var gold = company.Customers.Where(c => c.Level == "gold").Select(c => c.Id).ToHashSet();
        return new(
            "How many open tickets of high priority do gold customers have?",
            [[("list_tickets", """{"state":"open"}"""), ("list_customers", "{}")]],
            """
            const [tickets, customers] = await Promise.all([tools.list_tickets({ state: "open" }), tools.list_customers()]);
            const gold = new Set(customers.filter(c => c.level === "gold").map(c => c.id));
            return tickets.filter(t => t.priority === "high" && gold.has(t.customerId)).length;
            """,
            Json(company.Tickets.Count(t => t is { State: "open", Priority: "high" } && gold.Contains(t.CustomerId))));
    }

    private CompanyTask LowStock() => new(
        "In which warehouses is which product below its minimum?",
        [[("list_warehouses", "{}")], [.. Enumerable.Range(1, 5).Select(w => ("get_stock", $$"""{"warehouseId":{{w}}}"""))]],
        """
        const low = [];
        for (const warehouseId of await tools.list_warehouses())
          for (const item of await tools.get_stock({ warehouseId })) if (item.count < item.minimum) low.push(warehouseId + "/" + item.productId);
        return low;
        """,
        Json(company.Stock.Where(s => s.Count < s.Minimum).Select(s => $"{s.WarehouseId}/{s.ProductId}")));

    private CompanyTask FindPhrase() => new(
        "Which document has the word of the year, and what is it?",
        [[("list_documents", "{}")], [.. company.Documents.Select(d => ("read_document", $$"""{"id":{{d.Id}}}"""))]],
        """
        const documents = await tools.list_documents();
        const texts = await Promise.all(documents.map(d => tools.read_document({ id: d.id })));
        return texts.map((t, i) => [documents[i].title, /The word of the year is (\w+)/.exec(t)?.[1]]).find(([, word]) => word);
        """,
        """["Handbook, part 17","heron"]""");

    private static CompanyTask Slowest() => new(
        "Which service was the slowest on average in the first week of March, and how slow?",
        [[("list_services", "{}")], [.. Company.Services.SelectMany(s => Enumerable.Range(1, 7).Select(d => ("get_latency", $$"""{"service":"{{s}}","day":{{d}}}""")))]],
        """
        const averages = await Promise.all((await tools.list_services()).map(async service => {
          const days = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(day => tools.get_latency({ service, day })));
          return { service, average: Math.round(days.reduce((a, b) => a + b) / 7) };
        }));
        return averages.reduce((a, b) => b.average > a.average ? b : a);
        """,
        Json(Company.Services.Select(s => new { service = s, average = (int)Math.Floor((Enumerable.Range(1, 7).Sum(d => Company.Latency(s, d)) / 7.0) + 0.5) }).MaxBy(s => s.average)));

    private CompanyTask LateCarriers() => new(
        "How many shipments of May were more than three days late, by carrier?",
        [[("list_shipments", """{"month":5}""")]],
        """
        const late = (await tools.list_shipments({ month: 5 })).filter(s => s.daysLate > 3);
        return ["Alpha", "Beta", "Gamma"].map(c => late.filter(s => s.carrier === c).length);
        """,
        Json(((string[])["Alpha", "Beta", "Gamma"]).Select(c => company.Shipments.Count(s => s.Month == 5 && s.DaysLate > 3 && s.Carrier == c))));

    private CompanyTask Unpaid()
    {
        var overdue = company.Invoices.Where(i => i is { Month: <= 3, State: "overdue" }).ToList();
        return new(
            "What is overdue of the first quarter's invoices, in EUR?",
            [[("list_invoices", """{"month":1}"""), ("list_invoices", """{"month":2}"""), ("list_invoices", """{"month":3}""")], [.. overdue.Select(i => i.Currency).Distinct().Select(c => ("exchange_rate", $$"""{"currency":"{{c}}"}"""))]],
            """
            const all = (await Promise.all([1, 2, 3].map(month => tools.list_invoices({ month })))).flat().filter(i => i.state === "overdue");
            const rates = {};
            for (const c of new Set(all.map(i => i.currency))) rates[c] = await tools.exchange_rate({ currency: c });
            return Math.round(all.reduce((s, i) => s + i.amount * rates[i.currency], 0));
            """,
            Json((int)Math.Round(overdue.Sum(i => i.Amount * Company.Rate(i.Currency)))));
    }

    private CompanyTask FreeHour()
    {
        var busy = company.Meetings.Where(m => m.EmployeeId <= 4).Select(m => (m.Day, m.Hour)).ToHashSet();
        var (day, hour) = Enumerable.Range(1, 5).SelectMany(d => Enumerable.Range(9, 9).Select(h => (d, h))).First(s => !busy.Contains(s));
        return new(
            "When is the first hour of next week in which employees 1 to 4 are all free?",
            [[.. Enumerable.Range(1, 4).Select(e => ("list_meetings", $$"""{"employeeId":{{e}}}"""))]],
            """
            const busy = new Set((await Promise.all([1, 2, 3, 4].map(employeeId => tools.list_meetings({ employeeId })))).flat().map(m => m.day + ":" + m.hour));
            for (let day = 1; day <= 5; day++) for (let hour = 9; hour < 18; hour++) if (!busy.has(day + ":" + hour)) return { day, hour };
            """,
            Json(new { day, hour }));
    }

    private CompanyTask Reminders()
    {
        var customers = company.Invoices.Where(i => i is { Month: 6, State: "overdue", Amount: > 7000 }).Select(i => i.CustomerId).Distinct().ToList();
        return new(
            "Send a reminder to every customer who has an overdue invoice of June of more than 7000.",
            [[("list_invoices", """{"month":6}""")], [.. customers.Select(c => ("send_reminder", $$"""{"customerId":{{c}},"text":"Please pay your invoice of June."}"""))]],
            """
            const ids = new Set((await tools.list_invoices({ month: 6 })).filter(i => i.state === "overdue" && i.amount > 7000).map(i => i.customerId));
            for (const customerId of ids) await tools.send_reminder({ customerId, text: "Please pay your invoice of June." });
            return [...ids];
            """,
            Json(customers));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Plain);
}
