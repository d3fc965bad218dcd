using System.Globalization;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Rows of batch.csv: those with the same migration are one migration and agree in every column that speaks of it.</summary>
internal sealed class BatchFile(EstateFile estate, CsvTable table, PolicyResolver policies, InputCheck check)
{
    internal static readonly string[] Columns =
    [
        "migration", "line", "source", "sourceState", "target", "reason", "method", "purchase", "version", "calType", "quantity", "sourceRows", "transfer", "answerBy", "approveBy", "after", "policy", "notes",
    ];

    internal static readonly string[] Required = ["migration", "source", "target", "reason", "method", "purchase", "version", "calType", "quantity"];

    private const int LongestKey = 40;

    private static readonly string[] OfTheMigration = ["source", "target", "sourceState", "reason", "answerBy", "approveBy", "after", "policy", "notes"];

    internal IReadOnlyList<MigrationRequest> Requests(string requestedBy)
    {
        foreach (var row in table.Rows)
            CheckRow(row);
        if (check.Problems.Count > 0)
            return [];
        var migrations = table.Rows.GroupBy(static r => r["migration"]).Select(static g => g.ToList()).ToList();
        foreach (var rows in migrations)
            CheckMigration(rows);
        CheckAfter(migrations);
        return check.Problems.Count > 0 ? [] : [.. migrations.Select(rows => Request(rows, requestedBy))];
    }

    private void CheckRow(CsvRow row)
    {
        var id = row["migration"];
        if (id.Length is 0 or > LongestKey || !EstateFile.KeyForm().IsMatch(id))
            Refuse(row, "migration", $"A migration's key has 1 to {LongestKey} characters: letters, digits, dot, hyphen, underscore.", "Choose another.");
        Known(row, "source", estate.FindServer(row["source"]) is not null, "servers");
        Known(row, "target", estate.FindServer(row["target"]) is not null, "servers");
        Known(row, "purchase", estate.FindPurchase(row["purchase"]) is not null, "purchases");
        Token(row, "reason", Tokens.ReasonOf(row["reason"]) is not null, "replacing or noLongerFunctioning");
        Token(row, "sourceState", Tokens.State(row["sourceState"]) is not null, "detect, reachable, unreachable or gone");
        Token(row, "method", Tokens.Method(row["method"]) is not null, "detect, automatic, web or telephone");
        Token(row, "version", Tokens.Version(row["version"]) is not null, "2008, 2008R2, 2012, 2016, 2019, 2022 or 2025");
        Token(row, "calType", Tokens.CalTypeOf(row["calType"]) is not null, "user or device");
        Token(row, "transfer", row["transfer"] is "" or "import", "import; install is not known yet");
        if (row["sourceRows"].Length > 0)
            Refuse(row, "sourceRows", "Moving part of a kind is not known yet.", "Leave it empty and move the whole kind.");
        if (row["line"].Length > 0 && !(int.TryParse(row["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0))
            Refuse(row, "line", "A line is a number from 1.", "Number the rows of a migration, or leave it empty.");
        if (row["policy"] is { Length: > 0 } policy)
            Known(row, "policy", estate.FindPolicy(policy) is not null, "policies");
        CheckQuantity(row);
        if (estate.FindServer(row["source"]) is { } source && estate.FindServer(row["target"]) is { } target)
            CheckServers(row, source, target);
        foreach (var column in new[] { "answerBy", "approveBy" })
        {
            foreach (var approver in row.List(column))
                Known(row, column, estate.Document.Approvers?.Any(a => a.Approver == approver) == true, "approvers");
        }
    }

    private void CheckQuantity(CsvRow row)
    {
        var text = row["quantity"];
        if (text == "all")
        {
            if (Tokens.State(row["sourceState"]) is SourceState.Unreachable or SourceState.Gone || estate.FindServer(row["source"])?.Channel == "none")
                Refuse(row, "quantity", "all is what the source holds, and this source cannot be read.", "Write the number of CALs.");
            return;
        }

        if (!(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 1 and <= 999_999))
            Refuse(row, "quantity", $"'{text}' is no whole number from 1 to 999999.", "Write the number of CALs, or all.");
    }

    private void CheckServers(CsvRow row, ServerRow source, ServerRow target)
    {
        if (source.Server == target.Server || (source.ResourceId is not null && string.Equals(source.ResourceId, target.ResourceId, StringComparison.OrdinalIgnoreCase)))
            Refuse(row, "target", "IN-SAME-SERVER: source and target are the same machine.", "A rebuilt server needs a reinstallation of its CALs, not a migration; or name the new machine.");
        if (source.Customer != target.Customer)
            Refuse(row, "target", $"The source belongs to {source.Customer} and the target to {target.Customer}.", "CALs never move between customers.");
        if (target.Channel == "none")
            Refuse(row, "target", "Scripts cannot reach this target.", "Use a server with channel azureVm.");
        if (source.Channel == "none" && Tokens.State(row["sourceState"]) == SourceState.Reachable)
            Refuse(row, "sourceState", "A source with channel none cannot be read.", "Declare it unreachable or gone.");
        if (estate.FindPurchase(row["purchase"]) is { } purchase)
        {
            if (purchase.Customer != source.Customer)
                Refuse(row, "purchase", $"It belongs to {purchase.Customer}, the source to {source.Customer}.", "Name a purchase of the same customer.");
            if (purchase.Version != row["version"] || purchase.CalType != row["calType"])
                Refuse(row, "purchase", $"It was bought as {purchase.Version} {purchase.CalType}, the row says {row["version"]} {row["calType"]}.", "Correct the row or the purchase.");
        }
    }

    private void CheckMigration(List<CsvRow> rows)
    {
        foreach (var column in OfTheMigration)
        {
            if (rows.Find(r => r[column] != rows[0][column]) is { } other)
                Refuse(other, column, $"'{other[column]}' differs from '{rows[0][column]}' in row {rows[0].Number} of the same migration.", "Rows of one migration agree here.");
        }

        foreach (var twice in rows.Where(static r => r["line"].Length > 0).GroupBy(static r => r["line"]).Where(static g => g.Count() > 1))
            Refuse(twice.Last(), "line", $"Line {twice.Key} stands in row {twice.First().Number} too.", "Number the lines of a migration.");
    }

    private void CheckAfter(List<List<CsvRow>> migrations)
    {
        var after = migrations.ToDictionary(static m => m[0]["migration"], static m => m[0].List("after"));
        foreach (var rows in migrations)
        {
            foreach (var name in rows[0].List("after").Where(n => !after.ContainsKey(n)))
                Refuse(rows[0], "after", $"There is no migration '{name}' in this file.", "Name a migration of the same batch.");
            if (Reaches(after, rows[0]["migration"], rows[0]["migration"], []))
                Refuse(rows[0], "after", "Migrations wait for one another in a circle.", "Break the circle.");
        }
    }

    private static bool Reaches(Dictionary<string, IReadOnlyList<string>> after, string from, string to, HashSet<string> seen) =>
        after.GetValueOrDefault(from, []).Any(next => next == to || (seen.Add(next) && Reaches(after, next, to, seen)));

    private MigrationRequest Request(List<CsvRow> rows, string requestedBy)
    {
        var first = rows[0];
        var source = estate.FindServer(first["source"])!;
        var customer = estate.Customer(source.Customer)!;
        var policy = policies.Resolve(first["policy"] is { Length: > 0 } named ? named : null, customer.Policy);
        return new MigrationRequest(
            new MigrationId(first["migration"]),
            new CustomerId(customer.Customer),
            customer.Name,
            EstateFile.ServerOf(source),
            Tokens.State(first["sourceState"])!.Value,
            EstateFile.ServerOf(estate.FindServer(first["target"])!),
            Tokens.ReasonOf(first["reason"])!.Value,
            [.. rows.Select(Line)],
            [.. rows.Select(static r => r["purchase"]).Distinct().Select(p => EstateFile.PurchaseOf(estate.FindPurchase(p)!))],
            estate.CompanyOf(customer.Customer),
            new Approvers(
                estate.Approvers(customer.Customer, "plan", first.List("approveBy")), estate.Approvers(customer.Customer, "answer", first.List("answerBy")), estate.Approvers(customer.Customer, "attest", [])),
            policy,
            [.. first.List("after").Select(static a => new MigrationId(a))],
            requestedBy,
            first["notes"] is { Length: > 0 } notes ? notes : null);
    }

    private static RequestedLine Line(CsvRow row, int index) => new(
        row["line"].Length > 0 ? int.Parse(row["line"], CultureInfo.InvariantCulture) : index + 1,
        Tokens.Method(row["method"])!.Value,
        row["purchase"],
        new CalKind(Tokens.Version(row["version"])!.Value, Tokens.CalTypeOf(row["calType"])!.Value),
        row["quantity"] == "all" ? null : int.Parse(row["quantity"], CultureInfo.InvariantCulture));

    private void Known(CsvRow row, string column, bool isKnown, string where)
    {
        if (!isKnown)
            Refuse(row, column, $"'{Short(row[column])}' is not in {where} of the estate.", $"Add it to {where}, or correct the row.");
    }

    private void Token(CsvRow row, string column, bool isKnown, string known)
    {
        if (!isKnown)
            Refuse(row, column, $"'{Short(row[column])}' is not known.", $"Use {known}.");
    }

    private void Refuse(CsvRow row, string column, string sentence, string fix) => check.Refuse(row.Number, column, sentence, fix);

    private static string Short(string value) => value.Length <= 60 ? value : value[..60] + "…";
}
