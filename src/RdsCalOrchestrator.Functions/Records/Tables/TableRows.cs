using Azure;
using Azure.Data.Tables;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>Rows, each written only as it was read.</summary>
internal sealed class TableRows(TableClient table)
{
    private const string Name = nameof(Name);

    internal async Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation)
    {
        List<Row> rows = [];
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKey.Of(partition)} and RowKey ge {TableKey.Of(prefix)} and RowKey lt {TableKey.EndOf(prefix)}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(new Row(partition, entity.GetString(Name), TableText.TextOf(entity)));
        // The table's order is that of the escaped keys.
        rows.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return rows;
    }

    internal async Task<SeenRow> SeeAsync(Row row, CancellationToken cancellation)
    {
        var seen = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Of(row.Partition), TableKey.Of(row.Key), cancellationToken: cancellation);
        return seen.HasValue ? new SeenRow(TableText.TextOf(seen.Value!), seen.Value!.ETag) : SeenRow.None;
    }

    /// <summary>Writes it, or deletes it without content.</summary>
    /// <returns>False when it is not as it was seen: nothing was written.</returns>
    internal async Task<bool> TryWriteAsync(Row row, SeenRow seen, CancellationToken cancellation)
    {
        try
        {
            if (row.Content is not null && seen.Tag is null)
                await table.AddEntityAsync(EntityOf(row, row.Content), cancellation);
            else if (row.Content is not null)
                await table.UpdateEntityAsync(EntityOf(row, row.Content), seen.Tag!.Value, TableUpdateMode.Replace, cancellation);
            else if (seen.Tag is { } tag)
                return (await table.DeleteEntityAsync(TableKey.Of(row.Partition), TableKey.Of(row.Key), tag, cancellation)).Status != 404;
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Writes a sign, whatever is there; as what it is seen from now on says whether anybody has written it since.</summary>
    internal async Task<SeenRow> SignAsync(Row sign, CancellationToken cancellation)
    {
        var written = await table.UpsertEntityAsync(EntityOf(sign, sign.Meanwhile!), TableUpdateMode.Replace, cancellation);
        return new SeenRow(sign.Meanwhile, written.Headers.ETag);
    }

    private static TableEntity EntityOf(Row row, string content) =>
        new TableEntity(TableKey.Of(row.Partition), TableKey.Of(row.Key)) { [Name] = row.Key }.With(content);
}

/// <param name="Tag">Null when there is no row.</param>
internal sealed record SeenRow(string? Content, ETag? Tag)
{
    internal static SeenRow None { get; } = new(null, null);
}
