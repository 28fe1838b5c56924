namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>A company in numbers, the same each time: what the thirty tools give out.</summary>
internal sealed class Company
{
    private readonly Random _random = new(8);

    public Company()
    {
        Suppliers = [.. Make(20, i => new Supplier(i, $"Supplier {i}", Pick("DE", "FR", "PL", "IT"), $"contact{i}@supplier.example"))];
        Products = [.. Make(80, i => new Product(i, $"Product {i}", Pick("tools", "garden", "kitchen"), _random.Next(500, 90_000) / 100m, _random.Next(1, 21), "A product that is described at some length, as catalogues do."))];
        Customers = [.. Make(150, i => new Customer(i, $"Customer {i}", $"c{i}@mail.example", Pick("Berlin", "Paris", "Rome"), Pick("gold", "silver", "none")))];
        Employees = [.. Make(40, i => new Employee(i, $"Employee {i}", Pick("sales", "support", "logistics", "engineering"), $"e{i}@company.example"))];
        Orders = [.. Make(1200, i => new Order(i, _random.Next(1, 151), _random.Next(1, 81), _random.Next(1, 9), _random.Next(1, 13), _random.Next(1000, 200_000) / 100m, Pick("open", "sent", "done")))];
        Expenses = [.. Make(2000, i => new Expense(i, _random.Next(1, 41), _random.Next(1, 5), Pick("travel", "meals", "hotel"), _random.Next(500, 40_000) / 100m, "Receipt is attached; approved by the line manager."))];
        Tickets = [.. Make(400, i => new Ticket(i, _random.Next(1, 151), Pick("open", "closed"), Pick("low", "high"), "The customer says that the product arrived late and that the box was open."))];
        Invoices = [.. Make(900, i => new Invoice(i, _random.Next(1, 151), _random.Next(1, 13), _random.Next(1000, 900_000) / 100m, Pick("EUR", "USD", "GBP", "PLN"), Pick("paid", "overdue", "due")))];
        Shipments = [.. Make(1000, i => new Shipment(i, _random.Next(1, 1201), _random.Next(1, 13), Pick("Alpha", "Beta", "Gamma"), _random.Next(0, 9)))];
        Meetings = [.. Make(600, i => new Meeting(i, _random.Next(1, 41), _random.Next(1, 6), _random.Next(9, 18), "Weekly exchange about the state of things"))];
        Documents = [.. Make(24, i => new Document(i, $"Handbook, part {i}", string.Concat(Enumerable.Repeat($"Part {i} of the handbook says what has always been said. ", 40)) + (i == 17 ? "The word of the year is heron." : "")))];
        Stock = [.. Make(400, i => new StockItem(((i - 1) / 80) + 1, ((i - 1) % 80) + 1, _random.Next(0, 300), _random.Next(5, 40)))];
    }

    public IReadOnlyList<Supplier> Suppliers { get; }

    public IReadOnlyList<Product> Products { get; }

    public IReadOnlyList<Customer> Customers { get; }

    public IReadOnlyList<Employee> Employees { get; }

    public IReadOnlyList<Order> Orders { get; }

    public IReadOnlyList<Expense> Expenses { get; }

    public IReadOnlyList<Ticket> Tickets { get; }

    public IReadOnlyList<Invoice> Invoices { get; }

    public IReadOnlyList<Shipment> Shipments { get; }

    public IReadOnlyList<Meeting> Meetings { get; }

    public IReadOnlyList<Document> Documents { get; }

    public IReadOnlyList<StockItem> Stock { get; }

    public static IReadOnlyList<string> Services { get; } = ["api", "search", "cart", "mail", "auth", "images"];

    /// <summary>Milliseconds of one service on one day.</summary>
    public static int Latency(string service, int day) => 40 + (((service.Length * 37) + (day * 53) + service[0]) % 200);

    public static string Log(string service, int day) => string.Join('\n', Enumerable.Range(0, 150).Select(i =>
        $"2026-03-{day:00}T{i / 60:00}:{i % 60:00}:00Z {service} {Level(((i * 7) + service[0] + day) % 23)} request {i} took {Latency(service, day) + (i % 9)} ms"));

    public static decimal Rate(string currency) => currency switch { "USD" => 0.92m, "GBP" => 1.17m, "PLN" => 0.23m, _ => 1m };

    public static decimal Budget(string team) => team.Length * 520m;

    private static IEnumerable<T> Make<T>(int count, Func<int, T> make) => Enumerable.Range(1, count).Select(make);

    private static string Level(int n) => n switch { 0 => "ERROR", < 4 => "WARN", _ => "INFO" };

    private string Pick(params string[] words) => words[_random.Next(words.Length)];
}

internal sealed record Supplier(int Id, string Name, string Country, string Contact);

internal sealed record Product(int Id, string Name, string Category, decimal Price, int SupplierId, string Description);

internal sealed record Customer(int Id, string Name, string Email, string City, string Level);

internal sealed record Employee(int Id, string Name, string Team, string Email);

internal sealed record Order(int Id, int CustomerId, int ProductId, int Quantity, int Month, decimal Total, string State);

internal sealed record Expense(int Id, int EmployeeId, int Quarter, string Kind, decimal Amount, string Note);

internal sealed record Ticket(int Id, int CustomerId, string State, string Priority, string Text);

internal sealed record Invoice(int Id, int CustomerId, int Month, decimal Amount, string Currency, string State);

internal sealed record Shipment(int Id, int OrderId, int Month, string Carrier, int DaysLate);

internal sealed record Meeting(int Id, int EmployeeId, int Day, int Hour, string Title);

internal sealed record Document(int Id, string Title, string Text);

internal sealed record StockItem(int WarehouseId, int ProductId, int Count, int Minimum);
