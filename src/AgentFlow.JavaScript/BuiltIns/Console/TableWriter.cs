using System.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Console;

/// <summary><c>console.table</c>: rows from the elements of an array or the properties of an object, columns from theirs. Reads data properties only.</summary>
internal sealed class TableWriter(Vm vm)
{
    private const int MaxRows = 200;
    private const int MaxColumns = 20;
    private const int MaxCell = 60;
    private const string IndexColumn = "(index)";
    private const string ValueColumn = "Values";

    public string Format(Value data)
    {
        if (data.Ref is not JsObject { IsProxy: false } target)
            return data.AsString is { } text ? text.Flat(vm) : new Inspector(vm).Inspect(data);
        List<string> columns = [IndexColumn];
        List<Dictionary<string, string>> rows = [];
        var plain = false;
        foreach (var key in target.OwnKeys(vm))
        {
            if (!target.GetOwn(vm, key, out var property) || !property.IsEnumerable || property.IsAccessor || rows.Count == MaxRows)
                continue;
            var row = new Dictionary<string, string> { [IndexColumn] = key.ToString() };
            if (property.Value.Ref is JsObject { IsProxy: false, IsCallable: false } element)
                AddCells(element, row, columns);
            else
                row[ValueColumn] = Cell(property.Value);
            plain |= row.ContainsKey(ValueColumn);
            rows.Add(row);
        }

        if (plain)
            columns.Add(ValueColumn);
        return Draw(columns, rows);
    }

    private void AddCells(JsObject element, Dictionary<string, string> row, List<string> columns)
    {
        foreach (var key in element.OwnKeys(vm))
        {
            if (!element.GetOwn(vm, key, out var property) || !property.IsEnumerable || property.IsAccessor)
                continue;
            var name = key.ToString();
            if (!columns.Contains(name))
            {
                if (columns.Count > MaxColumns)
                    continue;
                columns.Add(name);
            }

            row[name] = Cell(property.Value);
        }
    }

    private string Cell(Value value)
    {
        var text = new Inspector(vm).Inspect(value).ReplaceLineEndings(" ");
        return text.Length > MaxCell ? text[..MaxCell] + "…" : text;
    }

    private string Draw(List<string> columns, List<Dictionary<string, string>> rows)
    {
        var widths = columns.ConvertAll(column => Math.Max(column.Length, rows.Select(row => row.GetValueOrDefault(column, "").Length).DefaultIfEmpty().Max()));
        var size = (widths.Sum() + (widths.Count * 3L) + 2) * (rows.Count + 4);
        vm.Charge(size / 4);
        vm.Allocate(size * 4);
        var output = new StringBuilder();
        Line('┌', '┬', '┐');
        Row(column => column);
        Line('├', '┼', '┤');
        foreach (var row in rows)
            Row(column => row.GetValueOrDefault(column, ""));
        Line('└', '┴', '┘');
        return output.ToString().TrimEnd('\n');

        void Line(char left, char middle, char right) =>
            output.Append(left).AppendJoin(middle, widths.Select(width => new string('─', width + 2))).Append(right).Append('\n');

        void Row(Func<string, string> cell) =>
            output.Append("│ ").AppendJoin(" │ ", columns.Select((column, i) => cell(column).PadRight(widths[i]))).Append(" │\n");
    }
}
