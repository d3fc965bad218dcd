using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

public sealed class PolicyInForceTests
{
    [Fact]
    public void Policy_OfTheCustomer_IsTakenFieldByFieldWithWhatItExtends()
    {
        var policy = PolicyOf(("policy", ""));

        Assert.Equal(TimeSpan.FromDays(3), policy.Soak);
        Assert.Equal(ConnectionMethod.Telephone, policy.Fallback);
        Assert.Equal(TimeSpan.FromDays(14), policy.AskTotal);
        Assert.Equal(4, policy.AskAttempts);
        Assert.Equal("2", policy.BatchMaxErrors);
    }

    [Fact]
    public void Policy_OfTheRow_GoesBeforeTheCustomers()
    {
        var policy = PolicyOf(("policy", "strict"));

        Assert.Null(policy.Fallback);
        Assert.False(policy.ActivationAllowed);
        Assert.Equal(TimeSpan.FromDays(3), policy.Soak);
    }

    [Fact]
    public void Policy_OfACustomerWithoutOne_IsTheEstatesFirst()
    {
        var policy = PolicyOf(("migration", "o-1"), ("source", "otter-a"), ("target", "otter-b"), ("purchase", "otter-ea"));

        Assert.Equal(ConnectionMethod.Telephone, policy.Fallback);
        Assert.Equal(new Policy().Soak, policy.Soak);
    }

    [Fact]
    public void Policy_EveryFieldSet_IsRead()
    {
        var estate = InputFiles.Estate(static e => e["policies"]![0] = System.Text.Json.Nodes.JsonNode.Parse("""
            {"policy": "base", "method": {"fallback": "web", "onRefusal": "telephone"},
             "approval": {"plan": "submitter", "validFor": "P1DT2H", "selfApproval": true},
             "cleanUp": {"hosts": "notNeeded", "soak": "PT0H", "due": "P30D", "owner": "ap-desk"},
             "asks": {"total": "P30D", "attempts": 10}, "activation": {"allow": false},
             "assumptions": {"unproven": "block", "proven": ["A-443", "A-VERSION-IDS@2012R2"]}, "batch": {"concurrency": 500, "maxErrors": "0%"}}
            """));

        var policy = Assert.Single(InputFiles.Read(estate, InputFiles.Batch(InputFiles.Row(("policy", "base")))).Requests).Policy;

        var expected = new Policy
        {
            Fallback = ConnectionMethod.Web,
            OnRefusal = ConnectionMethod.Telephone,
            PlanApproval = PlanApproval.Submitter,
            ApprovalValidFor = TimeSpan.FromHours(26),
            SelfApproval = true,
            Hosts = HostsCheck.NotNeeded,
            Soak = TimeSpan.Zero,
            CleanUpDue = TimeSpan.FromDays(30),
            CleanUpOwner = "ap-desk",
            AskTotal = TimeSpan.FromDays(30),
            AskAttempts = 10,
            ActivationAllowed = false,
            UnprovenBlocks = true,
            Proven = policy.Proven,
            BatchConcurrency = 500,
            BatchMaxErrors = "0%",
        };
        Assert.Equal(expected, policy);
        Assert.Equal(["A-443", "A-VERSION-IDS@2012R2"], policy.Proven);
    }

    private static Policy PolicyOf(params (string, string)[] changes)
    {
        var result = InputFiles.Read(batch: InputFiles.Batch(InputFiles.Row(changes)));
        Assert.Empty(result.Problems);
        return Assert.Single(result.Requests).Policy;
    }
}
