using Microsoft.Extensions.Configuration;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Reads the 25-character codes of a retail purchase from where the estate says they lie: an environment variable, one a line.</summary>
public sealed class RetailCodes(IConfiguration configuration)
{
    private const string Environment = "env:";

    internal IReadOnlyList<Secret> Read(string codesRef) =>
        codesRef.StartsWith(Environment, StringComparison.Ordinal)
            ? [
                .. (configuration[codesRef[Environment.Length..]] ?? "")
                    .Split(['\r', '\n', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(static code => new Secret(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())),
            ]
            : [];
}
