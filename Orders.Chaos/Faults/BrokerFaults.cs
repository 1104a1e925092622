using Confluent.Kafka;

using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Processes;
using Orders.Contracts;

namespace Orders.Chaos.Faults;

/// <summary>What happens to Kafka: the in-memory cluster does all of it on request.</summary>
internal static class BrokerFaults
{
    /// <summary>Of the cluster that a run has.</summary>
    public const int Brokers = 3;

    public const int Partitions = 12;

    private static readonly string[] Cluster = ["kafka"];
    private static readonly string[] Requests = ["kafka-requests"];

    private const string Waits = "nothing is stored or announced meanwhile that cannot be told to the others; what was read is kept and retried";
    private const string Unproven = "caches that hear nothing for the bound ask the database";

    public static IEnumerable<Fault> All =>
    [
        On("broker-down", "one of three brokers refuses connections", Waits + "; " + Unproven, static hit => DownAsync(hit, hit.Random.Next(1, Brokers + 1))),
        On("brokers-down", "all brokers refuse connections", Waits + "; " + Unproven, static hit => DownAsync(hit, -1)),
        On("broker-slow", "every answer 0.2 to 2 s late", "orders come later; " + Unproven, SlowAsync),
        On("leaders-moved", "partitions of all topics change their leader, several times a second", Waits, MoveLeadersAsync),
        On("leaderless", "no topic has a leader", Waits + "; " + Unproven, static hit => WithoutLeadersAsync(hit, TopicNames.Orders, TopicNames.DeadLetters, TopicNames.Changes)),
        On("dead-letters-unwritable", "the dead-letter topic has no leader", "a message that cannot be written there is not passed over: its partition waits", static hit => WithoutLeadersAsync(hit, TopicNames.DeadLetters)),
        On("changes-unwritable", "the topic of changes has no leader", "no offset is committed before its changes are announced; " + Unproven, static hit => WithoutLeadersAsync(hit, TopicNames.Changes)),
        OnRequests("produce-errors", Waits, RequestKind.Produce, ErrorCode.NotEnoughReplicas, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.Local_Transport),
        OnRequests("fetch-errors", "orders come later; " + Unproven, RequestKind.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.Unknown, ErrorCode.BrokerNotAvailable, ErrorCode.Local_Transport),
        OnRequests("commit-errors", "what was applied is announced again after a take-over, and not applied again", RequestKind.OffsetCommit, ErrorCode.RequestTimedOut, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupLoadInProgress, ErrorCode.RebalanceInProgress, ErrorCode.IllegalGeneration, ErrorCode.UnknownMemberId),
        OnRequests("coordinator-errors", "members look for their coordinator until they find it", RequestKind.FindCoordinator, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.RequestTimedOut, ErrorCode.Local_Transport),
        OnRequests("join-errors", "members join again", RequestKind.JoinGroup, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup, ErrorCode.UnknownMemberId, ErrorCode.GroupLoadInProgress),
        OnRequests("sync-errors", "members join again", RequestKind.SyncGroup, ErrorCode.RebalanceInProgress, ErrorCode.UnknownMemberId, ErrorCode.NotCoordinatorForGroup),
        OnRequests("heartbeat-errors", "members join again", RequestKind.Heartbeat, ErrorCode.UnknownMemberId, ErrorCode.IllegalGeneration, ErrorCode.RebalanceInProgress, ErrorCode.NotCoordinatorForGroup),
        OnRequests("metadata-errors", "clients go on with what they know", RequestKind.Metadata, ErrorCode.LeaderNotAvailable, ErrorCode.RequestTimedOut, ErrorCode.Local_Transport),
        OnRequests("list-offsets-errors", "whoever asks where a topic ends asks again", RequestKind.ListOffsets, ErrorCode.NotLeaderForPartition, ErrorCode.LeaderNotAvailable, ErrorCode.Local_Transport),
        OnRequests("offset-fetch-errors", "an owner does not begin before it knows where", RequestKind.OffsetFetch, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupLoadInProgress, ErrorCode.Local_Transport),
        new Fault
        {
            Name = "orders-topic-made-anew",
            What = "the topic of orders deleted, when all of it had been ingested, and created again",
            Promise = "the new topic is read from its beginning, whatever offsets the old one had",
            Targets = Cluster,
            Also = ["kafka-requests", "producer"],
            RunAsync = MakeAnewAsync,
        },
    ];

    private static Fault On(string name, string what, string promise, Func<Hit, Task> run) =>
        new() { Name = name, What = what, Promise = promise, Targets = Cluster, RunAsync = run };

    private static Fault OnRequests(string name, string promise, RequestKind kind, params ErrorCode[] errors) => new()
    {
        Name = name,
        What = $"the brokers answer {kind} requests with {string.Join(", ", errors.Select(error => error == ErrorCode.Local_Transport ? "a broken connection" : error.ToString()))}",
        Promise = promise,
        Targets = Requests,
        RunAsync = hit => PushAsync(hit, kind, errors),
    };

    private static async Task DownAsync(Hit hit, int broker)
    {
        hit.System.Kafka.BrokerDown(broker);
        try
        {
            await hit.HoldAsync();
        }
        finally
        {
            hit.System.Kafka.BrokerUp(broker);
        }
    }

    private static async Task SlowAsync(Hit hit)
    {
        hit.System.Kafka.SetRoundTrip(TimeSpan.FromMilliseconds(hit.Random.Next(200, 2000)));
        try
        {
            await hit.HoldAsync();
        }
        finally
        {
            hit.System.Kafka.SetRoundTrip(TimeSpan.Zero);
        }
    }

    private static Task MoveLeadersAsync(Hit hit) => hit.KeepAsync(TimeSpan.FromMilliseconds(300), () =>
    {
        foreach (var topic in (string[])[TopicNames.Orders, TopicNames.DeadLetters, TopicNames.Changes])
        {
            hit.System.Kafka.SetPartitionLeader(topic, hit.Random.Next(Partitions), hit.Random.Next(1, Brokers + 1));
        }

        return Task.CompletedTask;
    });

    private static async Task WithoutLeadersAsync(Hit hit, params string[] topics)
    {
        foreach (var topic in topics)
        {
            // Whoever asks where the leaders are is told that there are none; and they are not where they were.
            hit.System.Kafka.SetTopicError(topic, ErrorCode.LeaderNotAvailable);
            MoveAll(topic);
        }

        try
        {
            await hit.HoldAsync();
        }
        finally
        {
            foreach (var topic in topics)
            {
                hit.System.Kafka.SetTopicError(topic, ErrorCode.NoError);
            }
        }

        void MoveAll(string topic)
        {
            var shift = hit.Random.Next(Brokers);
            for (var partition = 0; partition < Partitions; partition++)
            {
                hit.System.Kafka.SetPartitionLeader(topic, partition, ((partition + shift) % Brokers) + 1);
            }
        }
    }

    private static async Task PushAsync(Hit hit, RequestKind kind, ErrorCode[] errors)
    {
        await hit.KeepAsync(TimeSpan.FromMilliseconds(50), () =>
        {
            hit.System.Kafka.PushErrors(kind, errors[hit.Random.Next(errors.Length)]);
            return Task.CompletedTask;
        });
        hit.System.Kafka.ClearErrors(kind);
    }

    private static async Task MakeAnewAsync(Hit hit)
    {
        // What is deleted before it was read is lost by whoever deletes it, not by us.
        using (await hit.Rig.Sender.PauseAsync(hit.GiveUp))
        {
            await Suspension.DuringAsync(signal => hit.System.Services.Send("producer", signal), async () =>
            {
                await hit.Rig.Balance.SettledAsync(hit.GiveUp);
                hit.Rig.Orders.Suspend();
                hit.System.Kafka.DeleteTopic(TopicNames.Orders);
                hit.System.Kafka.CreateTopic(TopicNames.Orders, Partitions);
                hit.Rig.Orders.Resume();
            });
            // Producers are not what this is about: see Renew.
            hit.Rig.Sender.Renew();
            hit.System.Services.Send("producer", Signal.Kill);
        }
    }
}
