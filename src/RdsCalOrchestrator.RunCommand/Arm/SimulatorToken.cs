using Azure.Core;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>The fixed token of a simulated estate; Azure would not take it.</summary>
internal sealed class SimulatorToken : TokenCredential
{
    private static readonly AccessToken Token = new("simulator", DateTimeOffset.MaxValue);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
}
