using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using Orders.Chaos.Requests.Judging;
using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Sending;

namespace Orders.Chaos.Requests.Running;

/// <summary>Asks all questions of a part, many at once, and judges every answer.</summary>
internal sealed class Questioning(Part part, int seed, KnownData known, IReadOnlyDictionary<Door, IReadOnlyList<IPEndPoint>> servers, Findings findings)
{
    private const int Clients = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Judge _judge = new(known, part.IsLimited);
    private readonly ConcurrentDictionary<(string Kind, int Status), int> _counts = [];
    private int _asked;
    private int _done;

    /// <summary>Answers by kind of the question and status; 0: none.</summary>
    public IReadOnlyDictionary<(string Kind, int Status), int> Counts => _counts;

    public int Done => Volatile.Read(ref _done);

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAllAsync(stop), stop)));

    private async Task AskAllAsync(CancellationToken stop)
    {
        using var client = new Client(door => servers[door][Volatile.Read(ref _asked) % servers[door].Count], Patience);
        for (var number = Interlocked.Increment(ref _asked); number <= part.Count; number = Interlocked.Increment(ref _asked))
        {
            var draw = new Draw(seed, number);
            var door = draw.Chance(part.DirectShare) ? Door.QueryApi : Door.Gateway;
            var request = part.Make(new Scene(known, draw, part.IsProduction, door, number));
            try
            {
                var unasked = client.Unasked;
                Count(await client.ExchangeAsync(request, draw, stop), number);
                if (client.Unasked > unasked)
                {
                    findings.Add(part.Name, number, request, "before it an answer came that nobody had asked for");
                }
            }
            catch (SocketException exception)
            {
                findings.Add(part.Name, number, request, $"no connection: {exception.SocketErrorCode}");
            }
        }
    }

    private void Count(Exchange exchange, int number)
    {
        foreach (var status in exchange.Answers.Select(answer => answer.Status).DefaultIfEmpty(0))
        {
            _counts.AddOrUpdate((exchange.Request.Kind, status), 1, static (_, count) => count + 1);
        }

        foreach (var fault in _judge.Faults(exchange))
        {
            findings.Add(part.Name, number, exchange.Request, fault);
        }

        Interlocked.Increment(ref _done);
    }
}
