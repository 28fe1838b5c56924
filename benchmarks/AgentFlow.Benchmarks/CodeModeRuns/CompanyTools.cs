using System.ComponentModel;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>Thirty tools over a <see cref="Company"/>, most of which give long lists, as tools over real systems do.</summary>
internal static class CompanyTools
{
    public static IReadOnlyList<AIFunction> Create(Company company) =>
    [
        Pure("list_customers", "All customers.", () => company.Customers),
        Pure("get_customer", "One customer.", ([Description("The customer's number.")] int id) => company.Customers.Single(c => c.Id == id)),
        Pure("list_orders", "All orders of a month.", ([Description("1 to 12.")] int month) => company.Orders.Where(o => o.Month == month)),
        Pure("list_orders_of_customer", "All orders of a customer.", ([Description("The customer's number.")] int customerId) => company.Orders.Where(o => o.CustomerId == customerId)),
        Pure("get_order", "One order.", ([Description("The order's number.")] int id) => company.Orders.Single(o => o.Id == id)),
        Pure("list_products", "The catalogue.", () => company.Products),
        Pure("get_product", "One product.", ([Description("The product's number.")] int id) => company.Products.Single(p => p.Id == id)),
        Pure("list_suppliers", "All suppliers.", () => company.Suppliers),
        Pure("get_supplier", "One supplier.", ([Description("The supplier's number.")] int id) => company.Suppliers.Single(s => s.Id == id)),
        Pure("list_employees", "The employees of a team.", ([Description("sales, support, logistics or engineering.")] string team) => company.Employees.Where(e => e.Team == team)),
        Pure("get_employee", "One employee.", ([Description("The employee's number.")] int id) => company.Employees.Single(e => e.Id == id)),
        Pure("list_expenses", "What an employee spent in a quarter, item by item.", (int employeeId, [Description("1 to 4.")] int quarter) => company.Expenses.Where(e => e.EmployeeId == employeeId && e.Quarter == quarter)),
        Pure("team_budget", "What each employee of a team may spend in a quarter.", (string team) => Company.Budget(team)),
        Pure("list_tickets", "Tickets by their state.", ([Description("open or closed.")] string state) => company.Tickets.Where(t => t.State == state)),
        Pure("get_ticket", "One ticket.", ([Description("The ticket's number.")] int id) => company.Tickets.Single(t => t.Id == id)),
        Pure("list_invoices", "The invoices of a month.", ([Description("1 to 12.")] int month) => company.Invoices.Where(i => i.Month == month)),
        Pure("get_invoice", "One invoice.", ([Description("The invoice's number.")] int id) => company.Invoices.Single(i => i.Id == id)),
        Pure("list_shipments", "The shipments of a month.", ([Description("1 to 12.")] int month) => company.Shipments.Where(s => s.Month == month)),
        Pure("get_shipment", "One shipment.", ([Description("The shipment's number.")] int id) => company.Shipments.Single(s => s.Id == id)),
        Pure("list_services", "The services that are watched.", () => Company.Services),
        Pure("read_log", "The log of a service on a day of March.", (string service, [Description("1 to 31.")] int day) => Company.Log(service, day)),
        Pure("get_latency", "The 95th percentile of a service's answers on a day of March, in milliseconds.", (string service, [Description("1 to 31.")] int day) => Company.Latency(service, day)),
        Pure("list_warehouses", "The numbers of the warehouses.", () => Enumerable.Range(1, 5)),
        Pure("get_stock", "What a warehouse has of every product.", (int warehouseId) => company.Stock.Where(s => s.WarehouseId == warehouseId)),
        Pure("list_meetings", "An employee's meetings in the coming week: day 1 to 5, hour 9 to 17.", (int employeeId) => company.Meetings.Where(m => m.EmployeeId == employeeId)),
        Pure("list_documents", "The titles of the documents.", () => company.Documents.Select(d => new { d.Id, d.Title })),
        Pure("read_document", "The text of a document.", ([Description("The document's number.")] int id) => company.Documents.Single(d => d.Id == id).Text),
        Pure("exchange_rate", "What one unit of a currency is in EUR.", ([Description("Three letters.")] string currency) => Company.Rate(currency)),
        Tool.Create(([Description("The customer's number.")] int customerId, string text) => "sent", "send_reminder", "Sends a reminder to a customer.", ToolEffect.Keyed),
        Tool.Create((int customerId, string text) => 4711, "create_ticket", "Opens a ticket; gives its number.", ToolEffect.Keyed),
    ];

    private static AIFunction Pure(string name, string description, Delegate method) => Tool.Create(method, name, description, ToolEffect.Pure);
}
