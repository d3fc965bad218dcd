using System.Collections.Concurrent;

namespace RdsCalOrchestrator.Scenarios.Secrets;

/// <summary>Keeps every answer of the app that people and operators got.</summary>
internal sealed class RecordedAnswers() : DelegatingHandler(new HttpClientHandler())
{
    private readonly ConcurrentQueue<RecordedAnswer> _answers = new();

    internal IReadOnlyCollection<RecordedAnswer> All => _answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = $"{response.Headers}{await response.Content.ReadAsStringAsync(cancellationToken)}";
        _answers.Enqueue(new RecordedAnswer(request.Method, request.RequestUri!, text));
        return response;
    }
}

internal sealed record RecordedAnswer(HttpMethod Method, Uri Address, string Text)
{
    /// <summary>The page behind a link while its ask is open.</summary>
    internal bool IsOpenWorksheet =>
        Address.AbsolutePath.StartsWith("/api/link/", StringComparison.Ordinal) && Text.Contains("<form", StringComparison.Ordinal);

    /// <summary>The operator's call that hands a link out.</summary>
    internal bool HandsOutLink => Method == HttpMethod.Post && Address.AbsolutePath.EndsWith("/link", StringComparison.Ordinal);
}
