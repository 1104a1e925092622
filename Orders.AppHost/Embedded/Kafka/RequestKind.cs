namespace Orders.AppHost.Embedded.Kafka;

/// <summary>Kafka's API keys, as far as faults are injected into them.</summary>
internal enum RequestKind : short
{
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    LeaveGroup = 13,
    SyncGroup = 14,
    InitProducerId = 22,
    DescribeTopicPartitions = 75,
}
