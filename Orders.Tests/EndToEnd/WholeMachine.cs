namespace Orders.Tests.EndToEnd;

/// <summary>Tests that load the machine on purpose run by themselves, one after the other, so that the others find it as their users would.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeMachine
{
    public const string Name = "The whole machine";
}
