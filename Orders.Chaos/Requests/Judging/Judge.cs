using System.Globalization;

using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Sending;

namespace Orders.Chaos.Requests.Judging;

/// <summary>Holds what came back against what may come back.</summary>
/// <param name="limited">Whether clients are limited in this part of the run: 429 is an answer then.</param>
internal sealed class Judge(KnownData known, bool limited)
{
    private readonly DocumentJudge _documents = new(known);

    /// <returns>What is wrong with it, one by one.</returns>
    public IEnumerable<string> Faults(Exchange exchange)
    {
        var (request, answers) = (exchange.Request, exchange.Answers);
        if (answers.Count > request.Expected.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{answers.Count} answers to {request.Expected.Count} questions");
        }

        foreach (var (answer, expected) in answers.Zip(request.Expected))
        {
            foreach (var fault in Faults(answer, expected, request.Door))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {fault}");
            }
        }

        if (EndFault(exchange) is { } end)
        {
            yield return end;
        }
    }

    private static string? EndFault(Exchange exchange)
    {
        var (request, answers) = (exchange.Request, exchange.Answers);
        var leaves = request.Manner is Manner.HalfClosed or Manner.AndLeave or Manner.Dripping or Manner.CutOff;
        return exchange.Ending switch
        {
            Ending.Malformed => $"the answer is not HTTP: {exchange.Trouble}",
            Ending.Silent => "no answer",
            // The server may be in the middle of an answer when it notices that nobody listens any more.
            Ending.Truncated when !leaves => $"the answer broke off: {exchange.Trouble}",
            Ending.Closed when !leaves && answers.Count < request.Expected.Count && !IsOver(answers) && !request.Expected[answers.Count].MayBeRefused => "the connection was closed without an answer",
            _ => null,
        };
    }

    // What comes after an answer that closes the connection is not answered.
    private static bool IsOver(IReadOnlyList<Answer> answers) => answers.Count > 0 && answers[^1].ClosesConnection;

    private IEnumerable<string> Faults(Answer answer, Expected expected, Door door)
    {
        if (!StatusIsFine(answer, expected))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"instead of {(expected.Statuses.Count > 0 ? string.Join(" or ", expected.Statuses) : "an answer without a server's fault")}");
        }

        if (answer.Status >= 400 && ProblemJudge.Fault(answer, expected) is { } problem)
        {
            yield return problem;
        }

        if (door == Door.Gateway && HeaderJudge.Fault(answer) is { } header)
        {
            yield return header;
        }

        foreach (var fault in _documents.Faults(answer, expected))
        {
            yield return fault;
        }
    }

    private bool StatusIsFine(Answer answer, Expected expected) => answer.Status switch
    {
        429 => limited,
        // Of what speaks another version, before anything of ours sees it.
        505 => expected.IsOtherVersion && ProblemJudge.IsServersOwn(answer),
        >= 500 or 101 => false,
        var status => expected.Statuses.Count == 0 || expected.Statuses.Contains(status),
    };
}
