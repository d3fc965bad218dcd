using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Tells from the headers of each answer what is left of Azure's limits.</summary>
/// <remarks>
/// Sources: Azure Resource Manager, "Request limits and throttling" (…-subscription-reads, -writes and -deletes); "Troubleshooting API
/// throttling errors" of virtual machines (…-resource, entries <c>Microsoft.Compute/Name;left</c> with commas between). That an entry of one
/// server is named after Resource is not documented.
/// </remarks>
internal sealed class QuotaPolicy(IQuotaWatch watch) : HttpPipelineSynchronousPolicy
{
    private const string Left = "x-ms-ratelimit-remaining-";
    private const string Compute = "Microsoft.Compute/Update";
    private const int SegmentsOfServer = 9;

    private static readonly (string Header, Quota Quota)[] Subscription =
        [("subscription-reads", Quota.Reads), ("subscription-writes", Quota.Writes), ("subscription-deletes", Quota.Deletes)];

    public override void OnReceivedResponse(HttpMessage message)
    {
        var path = message.Request.Uri.ToUri().AbsolutePath.Split('/');
        if (!message.HasResponse || path.Length < SegmentsOfServer
            || ServerId.TryParse(string.Join('/', path[..SegmentsOfServer])) is not { } server)
            return;
        var headers = message.Response.Headers;
        var wait = message.Response.Status == 429 ? ArmFailure.Wait(message.Response) : null;
        foreach (var (header, quota) in Subscription)
        {
            if (headers.TryGetValue(Left + header, out var text))
                Tell(server, quota, text, wait);
        }

        if (!headers.TryGetValue(Left + "resource", out var resource))
            return;
        foreach (var entry in resource.Split(',', StringSplitOptions.TrimEntries).Where(static e => e.StartsWith(Compute, StringComparison.Ordinal)))
        {
            var (name, left) = (entry.Split(';')[0], entry.Split(';')[^1]);
            Tell(server, name.EndsWith("Resource", StringComparison.Ordinal) ? Quota.ServerChanges : Quota.RegionChanges, left, wait);
        }
    }

    private void Tell(ServerId server, Quota quota, string left, TimeSpan? wait)
    {
        if (int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var calls))
            watch.Seen(new QuotaLeft(server, quota, calls, calls == 0 ? wait : null));
    }
}
