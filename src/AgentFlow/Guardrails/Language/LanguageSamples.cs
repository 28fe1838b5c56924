namespace AgentFlow.Guardrails.Language;

/// <summary>A few sentences of each language, with its most common words: the first article of the Universal Declaration of Human Rights, and everyday ones of our own.</summary>
internal static class LanguageSamples
{
    public static IReadOnlyList<(string Language, string Text)> All { get; } =
    [
        ("en", """
            All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of
            brotherhood. Everyone is entitled to all the rights and freedoms set forth in this declaration, without distinction of any kind. What would you like to know about the
            weather? I am looking for a hotel in the city that is not too expensive. Please tell me how this works and where I can find it. We have been waiting for the answer since
            yesterday, but nobody has called us back. The children were playing in the garden while their mother was reading the newspaper. If there is anything else that they need,
            you could send them another message with the number of the order. She said that he had never seen such a beautiful house before. Can you help me write a letter to my
            landlord? It was the first time they had thought of these things, which are more important than those people think. Thank you very much for your help and your time.
            """),
        ("de", """
            Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen. Jeder hat
            Anspruch auf die in dieser Erklärung verkündeten Rechte und Freiheiten ohne irgendeinen Unterschied. Was möchten Sie über das Wetter wissen? Ich suche ein Hotel in der
            Stadt, das nicht zu teuer ist. Bitte sagen Sie mir, wie das geht und wo ich es finden kann. Wir warten seit gestern auf die Antwort, aber niemand hat uns zurückgerufen. Die
            Kinder spielten im Garten, während ihre Mutter die Zeitung las. Wenn sie noch etwas brauchen, könnten Sie ihnen eine weitere Nachricht mit der Nummer der Bestellung
            schicken. Sie sagte, dass er noch nie ein so schönes Haus gesehen habe. Kannst du mir helfen, einen Brief an meinen Vermieter zu schreiben? Es war das erste Mal, dass sie
            an diese Dinge dachten, die wichtiger sind, als man denkt. Vielen Dank für Ihre Hilfe und Ihre Zeit.
            """),
        ("fr", """
            Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de
            fraternité. Chacun peut se prévaloir de tous les droits et de toutes les libertés proclamés dans la présente déclaration, sans distinction aucune. Que voulez-vous savoir sur
            le temps qu'il fait ? Je cherche un hôtel dans la ville qui ne soit pas trop cher. Dites-moi s'il vous plaît comment cela marche et où je peux le trouver. Nous attendons la
            réponse depuis hier, mais personne ne nous a rappelés. Les enfants jouaient dans le jardin pendant que leur mère lisait le journal. S'ils ont besoin d'autre chose, vous
            pourriez leur envoyer un autre message avec le numéro de la commande. Elle a dit qu'il n'avait jamais vu une aussi belle maison. Pouvez-vous m'aider à écrire une lettre à mon
            propriétaire ? C'était la première fois qu'ils pensaient à ces choses, qui sont plus importantes qu'on ne le croit. Merci beaucoup pour votre aide et votre temps.
            """),
        ("es", """
            Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros. Toda
            persona tiene todos los derechos y libertades proclamados en esta declaración, sin distinción alguna. ¿Qué quiere saber sobre el tiempo que hace? Busco un hotel en la ciudad
            que no sea demasiado caro. Dígame por favor cómo funciona esto y dónde puedo encontrarlo. Estamos esperando la respuesta desde ayer, pero nadie nos ha llamado. Los niños
            jugaban en el jardín mientras su madre leía el periódico. Si necesitan algo más, usted podría enviarles otro mensaje con el número del pedido. Ella dijo que él nunca había
            visto una casa tan bonita. ¿Puede ayudarme a escribir una carta a mi casero? Era la primera vez que pensaban en estas cosas, que son más importantes de lo que la gente cree.
            Muchas gracias por su ayuda y por su tiempo. No sé si hay otra manera de hacerlo, aunque también me gustaría.
            """),
        ("it", """
            Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di
            fratellanza. Ad ogni individuo spettano tutti i diritti e tutte le libertà enunciate nella presente dichiarazione, senza distinzione alcuna. Che cosa vuole sapere del tempo che
            fa? Cerco un albergo nella città che non sia troppo caro. Mi dica per favore come funziona questo e dove posso trovarlo. Aspettiamo la risposta da ieri, ma nessuno ci ha
            richiamato. I bambini giocavano nel giardino mentre la loro madre leggeva il giornale. Se hanno bisogno di qualcos'altro, potrebbe mandare loro un altro messaggio con il numero
            dell'ordine. Lei disse che lui non aveva mai visto una casa così bella. Può aiutarmi a scrivere una lettera al mio padrone di casa? Era la prima volta che pensavano a queste
            cose, che sono più importanti di quanto si creda. Molte grazie per il suo aiuto e per il suo tempo. Non so se c'è anche un altro modo di farlo.
            """),
        ("pt", """
            Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.
            Todos os seres humanos podem invocar os direitos e as liberdades proclamados na presente declaração, sem distinção alguma. O que você quer saber sobre o tempo? Procuro um hotel
            na cidade que não seja muito caro. Diga-me por favor como isto funciona e onde posso encontrá-lo. Estamos esperando a resposta desde ontem, mas ninguém nos ligou de volta. As
            crianças brincavam no jardim enquanto a mãe delas lia o jornal. Se eles precisarem de mais alguma coisa, você poderia enviar-lhes outra mensagem com o número do pedido. Ela
            disse que ele nunca tinha visto uma casa tão bonita. Pode ajudar-me a escrever uma carta ao meu senhorio? Era a primeira vez que pensavam nestas coisas, que são mais importantes
            do que as pessoas julgam. Muito obrigado pela sua ajuda e pelo seu tempo. Não sei se há também outra maneira de fazer isso.
            """),
        ("nl", """
            Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te
            gedragen. Een ieder heeft aanspraak op alle rechten en vrijheden in deze verklaring opgesomd, zonder enig onderscheid. Wat wilt u weten over het weer? Ik zoek een hotel in de
            stad dat niet te duur is. Vertel me alstublieft hoe dit werkt en waar ik het kan vinden. We wachten sinds gisteren op het antwoord, maar niemand heeft ons teruggebeld. De
            kinderen speelden in de tuin terwijl hun moeder de krant las. Als ze nog iets anders nodig hebben, zou u hun nog een bericht met het nummer van de bestelling kunnen sturen. Zij
            zei dat hij nog nooit zo'n mooi huis had gezien. Kun je me helpen een brief aan mijn huisbaas te schrijven? Het was de eerste keer dat ze aan deze dingen dachten, die
            belangrijker zijn dan men denkt. Hartelijk dank voor uw hulp en uw tijd. Ik weet niet of er ook een andere manier is.
            """),
    ];
}
