using System.Diagnostics;
using System.Net;
using System.Text;

using Orders.Chaos.Requests.Sending;

namespace Orders.Chaos.Requests.Running;

/// <summary>Connections that are held open for nothing: a third never says a word, a third has had an answer, a third has begun to ask.</summary>
internal sealed class IdleConnections(IReadOnlyList<Connection> silent, IReadOnlyList<Connection> answered, IReadOnlyList<Connection> begun) : IDisposable
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>Ten times what the gateway gives a client for its headers in these runs.</summary>
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(30);

    private static readonly byte[] Question = Encoding.ASCII.GetBytes("GET /api/session HTTP/1.1\r\nHost: orders.test\r\n\r\n");

    public int Count => silent.Count + answered.Count + begun.Count;

    public static async Task<IdleConnections> OpenAsync(IPEndPoint server, int count, CancellationToken stop)
    {
        var groups = (List<Connection>[])[[], [], []];
        for (var number = 0; number < count; number += AtOnce)
        {
            var some = await Task.WhenAll(Enumerable.Range(number, Math.Min(AtOnce, count - number)).Select(index => ConnectAsync(server, index % groups.Length, stop)));
            foreach (var (connection, index) in some.Select((connection, index) => (connection, number + index)))
            {
                groups[index % groups.Length].Add(connection);
            }
        }

        return new IdleConnections(groups[0], groups[1], groups[2]);
    }

    public int Begun => begun.Count;

    /// <summary>How many of those that may stay the server has closed.</summary>
    public int Lost => silent.Concat(answered).Count(connection => connection.IsClosed);

    /// <summary>How many of those that began to ask and did not go on it has closed, or told so.</summary>
    public int Refused => begun.Count(connection => connection.HasMore || connection.IsClosed);

    /// <summary>Waits until all of them are refused, but not for ever.</summary>
    public async Task AreRefusedAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (Refused < Begun && clock.Elapsed < LongestRefusal)
        {
            await Task.Delay(Moment, stop);
        }
    }

    public void Dispose()
    {
        foreach (var connection in silent.Concat(answered).Concat(begun))
        {
            connection.Dispose();
        }
    }

    private static async Task<Connection> ConnectAsync(IPEndPoint server, int group, CancellationToken stop)
    {
        var connection = await Connection.OpenAsync(server, stop);
        if (group == 1)
        {
            await connection.TrySendAsync(Question, stop);
            _ = await AnswerReader.ReadAsync(connection, isToHead: false, stop);
        }
        else if (group == 2)
        {
            await connection.TrySendAsync(Question.AsMemory(0, Question.Length / 2), stop);
        }

        return connection;
    }
}
