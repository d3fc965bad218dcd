using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Functions.Submissions;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>A small estate and batch without any problem; a test changes one thing.</summary>
internal static class InputFiles
{
    public const string Header =
        "migration,line,source,sourceState,target,reason,method,purchase,version,calType,quantity,"
        + "sourceRows,transfer,answerBy,approveBy,after,policy,notes";

    private const string EstateText = """
        {
          "schema": 1,
          "customers": [
            {"customer": "heron", "name": "Heron Mills", "tenantId": "7d1c0f5e-2b4a-4c3d-9e8f-0a1b2c3d4e5f", "access": "own", "company": "heron", "approvers": ["ap-ida"], "policy": "slow", "timeZone": "Europe/Vienna"},
            {"customer": "otter", "name": "Otter Canal Tours", "tenantId": "8e2d1a6f-3c5b-4d4e-8f9a-1b2c3d4e5f6a", "access": "own", "timeZone": "Europe/Madrid"}
          ],
          "companies": [
            {"company": "heron", "firstName": "Ida", "lastName": "Berg", "companyName": "Heron Mills AG", "countryRegion": "Austria"}
          ],
          "servers": [
            {"server": "heron-a", "customer": "heron", "channel": "azureVm", "resourceId": "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4b/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/heron-a"},
            {"server": "heron-b", "customer": "heron", "channel": "azureVm", "resourceId": "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4b/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/heron-b"},
            {"server": "heron-lost", "customer": "heron", "channel": "none", "os": "2016", "licenseServerId": "unknown"},
            {"server": "otter-a", "customer": "otter", "channel": "azureVm", "resourceId": "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4c/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/otter-a"},
            {"server": "otter-b", "customer": "otter", "channel": "azureVm", "resourceId": "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4c/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/otter-b"}
          ],
          "purchases": [
            {"purchase": "heron-ea", "customer": "heron", "program": "enterprise", "agreementNumber": "8317264", "version": "2019", "calType": "user", "quantity": 100},
            {"purchase": "heron-open", "customer": "heron", "program": "open", "licenseNumber": "51739284", "authorizationNumber": "73918264ZZK2509", "version": "2016", "calType": "device"},
            {"purchase": "heron-retail", "customer": "heron", "program": "retail", "codesRef": "env:HERON_CODES", "version": "2022", "calType": "user"},
            {"purchase": "otter-ea", "customer": "otter", "program": "select", "agreementNumber": "6193745", "version": "2019", "calType": "user"}
          ],
          "approvers": [
            {"approver": "ap-ida", "customer": "heron", "name": "Ida Berg", "email": "ida@heron.example", "answers": ["plan", "answer", "attest"]},
            {"approver": "ap-luz", "customer": "otter", "name": "Luz Rey", "email": "luz@otter.example", "answers": ["plan", "attest"]},
            {"approver": "ap-desk", "customer": "*", "name": "Desk", "email": "desk@provider.example", "answers": ["answer"]}
          ],
          "policies": [
            {"policy": "base", "method": {"fallback": "telephone"}, "asks": {"total": "P14D", "attempts": 4}, "batch": {"maxErrors": "2"}},
            {"policy": "slow", "extends": "base", "cleanUp": {"soak": "P3D"}},
            {"policy": "strict", "method": {"fallback": "block", "onRefusal": "park"}, "activation": {"allow": false}}
          ]
        }
        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, string> GoodRow = new()
    {
        ["migration"] = "h-1", ["source"] = "heron-a", ["target"] = "heron-b", ["reason"] = "replacing", ["method"] = "automatic",
        ["purchase"] = "heron-ea", ["version"] = "2019", ["calType"] = "user", ["quantity"] = "60",
    };

    /// <summary>Every number that no message may repeat.</summary>
    public static IReadOnlyList<string> Numbers { get; } = ["8317264", "51739284", "73918264ZZK2509", "6193745"];

    public static SubmittedFile Estate(Action<JsonNode>? change = null)
    {
        var root = JsonNode.Parse(EstateText)!;
        change?.Invoke(root);
        return File("estate.json", root.ToJsonString(Indented));
    }

    public static SubmittedFile Batch(params IEnumerable<string> rows) => File("batch.csv", string.Join('\n', rows.Prepend(Header)) + "\n");

    public static string Row(params IEnumerable<(string Column, string Value)> changes)
    {
        var values = new Dictionary<string, string>(GoodRow);
        foreach (var (column, value) in changes)
            values[column] = value;
        return string.Join(',', Header.Split(',').Select(column => values.GetValueOrDefault(column, "")));
    }

    public static SubmittedFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    public static SubmissionResult Read(SubmittedFile? estate = null, SubmittedFile? batch = null) =>
        Submission.Read(estate ?? Estate(), batch ?? Batch(Row()), "casey");
}
