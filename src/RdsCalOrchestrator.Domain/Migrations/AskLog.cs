using RdsCalOrchestrator.Domain.Asks;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What was asked and answered, as the journal tells it.</summary>
internal sealed class AskLog
{
    private readonly Dictionary<string, Ask> _asks = [];
    private readonly Dictionary<string, Answer> _answers = [];
    private readonly Dictionary<string, DateTimeOffset> _answeredAt = [];

    internal IReadOnlyDictionary<string, Ask> Asks => _asks;

    internal IReadOnlyDictionary<string, Answer> Answers => _answers;

    internal IReadOnlyDictionary<string, DateTimeOffset> AnsweredAt => _answeredAt;

    internal void Apply(Recorded recorded)
    {
        switch (recorded.Entry)
        {
            case Entry.AskOpened e:
                _asks[e.Ask] = new Ask(
                    e.Ask, e.Kind, e.Line, e.Subject, e.Audience, AskState.Open, recorded.At, e.ExpiresAt, e.TokenHash, [], null, null, []);
                break;
            case Entry.LinkRenewed e:
                var old = _asks[e.Ask];
                _asks[e.Ask] = old with { TokenHash = e.TokenHash, OldTokenHashes = [.. old.OldTokenHashes, old.TokenHash] };
                break;
            case Entry.Answered e:
                _answers[recorded.Key] = e.Answer;
                _answeredAt[recorded.Key] = recorded.At;
                _asks[e.Ask] = _asks[e.Ask] with { State = AskState.Submitted, Answer = e.Answer, AnswerKey = recorded.Key };
                break;
            case Entry.AnswerRefused e:
                _asks[e.Ask] = _asks[e.Ask] with { State = AskState.Open, Refusals = [.. _asks[e.Ask].Refusals, e.Reason] };
                break;
            case Entry.AskClosed e:
                _asks[e.Ask] = _asks[e.Ask] with { State = e.State };
                break;
        }
    }
}
