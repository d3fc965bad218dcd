using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>Reads one license server of the estate.</summary>
internal static class ServerReader
{
    private static readonly Form AnyId = new(Forms.Text.Pattern, "an ID of 35 characters", "Copy it from RD Licensing Manager, or write unknown.");

    public static void Read(Fields fields, Table<EstateServer> servers, InputProblems problems)
    {
        var key = fields.Text("server", Forms.Name);
        var customer = fields.Text("customer", Forms.ShortName);
        var channel = fields.Token("channel", Words.Channel);
        var server = new Server(
            new(key),
            channel ?? Channel.None,
            ReadId(fields, channel),
            fields.OptionalText("address", Forms.Address),
            channel is Channel.None ? fields.RequiredWord("os", Words.Os) : fields.OptionalWord("os", Words.Os),
            ReadLicenseServerId(fields, problems),
            fields.OptionalText("productId", Forms.ProductId));
        fields.OptionalText("notes", Forms.Text);
        var entry = new EstateServer(fields, server, channel, customer, fields.OptionalText("company", Forms.Name));
        servers.Add(key, fields.At("server"), entry, problems);
    }

    private static ServerId? ReadId(Fields fields, Channel? channel)
    {
        if (channel is Channel.None)
            fields.Forbid("resourceId", "A server that nobody can reach has no resource ID here.", "Leave it out, or use channel azureVm.");
        if (channel is not Channel.AzureVm)
        {
            fields.OptionalText("resourceId", Forms.Text); // Of a channel that was refused.
            return null;
        }

        return ServerId.TryParse(fields.Text("resourceId", Forms.ServerId));
    }

    private static LicenseServerId? ReadLicenseServerId(Fields fields, InputProblems problems)
    {
        if (fields.OptionalText("licenseServerId", AnyId) is not { } text || text == "unknown")
            return null;
        var id = LicenseServerId.Parse(text);
        if (id.Problem is { } problem)
            problems.Refuse(fields.At("licenseServerId"), problem + InGroups(text), AnyId.Fix);
        if (id.Warning is { } warning)
            problems.Warn(fields.At("licenseServerId"), warning, "Compare it with RD Licensing Manager.");
        return id.Value;
    }

    // As groups of five with the wrong one marked, for the eye; but only what is nearly an ID, since anything else may be a number.
    private static string InGroups(string text)
    {
        var id = new string([.. text.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        if (id.Length is < Id35.Length - 5 or > Id35.Length + 5)
            return "";
        var written = text.Split(['-', ' '], StringSplitOptions.RemoveEmptyEntries);
        var groups = written.Length == Id35.Length / 5 ? written : [.. id.Chunk(5).Select(static group => new string(group))];
        return $" Read as {string.Join('-', groups.Select(static group => group.Length == 5 ? group : $">{group}<"))}.";
    }
}
