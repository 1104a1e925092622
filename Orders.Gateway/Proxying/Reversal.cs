using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Orders.Gateway.Proxying;

/// <summary>
/// To be awaited by async methods: those who wait when its turn comes go on in the reverse order, one after the other, on as many threads as
/// are to spare.
/// </summary>
/// <param name="queue">Runs the turn behind everything that is queued already.</param>
internal sealed class Reversal(Action<IThreadPoolWorkItem> queue) : INotifyCompletion, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Stack<Action> _waiting = new();
    private readonly Queue<Action> _inOrder = new();

    /// <summary>Nobody goes on at once.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "What an await asks for.")]
    public bool IsCompleted => false;

    public Reversal GetAwaiter() => this;

    [SuppressMessage("Performance", "CA1822", Justification = "Likewise.")]
    public void GetResult()
    {
    }

    /// <param name="continuation">Of an async method, which brings its execution context itself.</param>
    public void OnCompleted(Action continuation)
    {
        bool first;
        lock (_lock)
        {
            first = _waiting.Count == 0;
            _waiting.Push(continuation);
        }

        if (first)
        {
            queue(this);
        }
    }

    /// <summary>A turn. Whoever begins to wait meanwhile comes behind all of these, with the next one.</summary>
    public void Execute()
    {
        if (Turn() > 1)
        {
            queue(this);
        }

        while (TryNext(out var next))
        {
            next();
        }
    }

    /// <returns>How many can go on.</returns>
    private int Turn()
    {
        lock (_lock)
        {
            while (_waiting.TryPop(out var continuation))
            {
                _inOrder.Enqueue(continuation);
            }

            return _inOrder.Count;
        }
    }

    private bool TryNext([MaybeNullWhen(false)] out Action next)
    {
        lock (_lock)
        {
            return _inOrder.TryDequeue(out next);
        }
    }
}
